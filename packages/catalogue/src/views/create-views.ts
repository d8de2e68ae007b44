import { type LocalizedText, type ReportTable, reportTables } from '@nianbao/contracts';
import { sql } from 'drizzle-orm';
import { type Database, rows } from '../database/database.ts';
import { viewQueries } from './view-queries.ts';

/** To be raised when a view changes; the number of columns is counted by itself. */
const version = 1;
const columns = reportTables.reduce((sum, table) => sum + table.columns.length, 0);

/**
 * Brings the analysts' views in schema `nianbao_data` up to date. They are replaced in place, so that rights and views of others on them stay.
 * The schema is not called `nianbao`: a role of that name would find it before `public`. Not a numbered migration: the wide view has a column for every indicator of the genres, and a genre is data. Views of a newer version
 * of this program are left as they are.
 */
export async function createViews(db: Database): Promise<void> {
  const schema = await schemaComment(db);
  // `if not exists` would ask for the right to create one even where it is there.
  if (schema === null) await db.execute(sql`create schema nianbao_data`);
  const [theirVersion = 0, theirColumns = 0] = (schema ?? '').match(/\d+/g)?.map(Number) ?? [];
  if (theirVersion > version || (theirVersion === version && theirColumns >= columns)) return;
  for (const table of reportTables)
    for (const statement of viewStatements(table)) await db.execute(sql.raw(statement));
  await db.execute(sql.raw(`comment on schema nianbao_data is 'views ${version}, columns ${columns}'`));
}

function viewStatements({ name, meaning, columns }: ReportTable): string[] {
  const names = columns.map((column) => column.name).join(', ');
  return [
    `create or replace view nianbao_data.${name} (${names}) as ${viewQueries[name]}`,
    `comment on view nianbao_data.${name} is ${quoted([meaning])}`,
    ...columns.map(
      (column) =>
        `comment on column nianbao_data.${name}.${column.name} is ${quoted([column.heading, column.meaning])}`,
    ),
  ];
}

function quoted(texts: readonly (LocalizedText | undefined)[]): string {
  const known = texts.filter((text) => text !== undefined);
  const both = `${known.map((text) => text.zh).join('：')} / ${known.map((text) => text.en).join(': ')}`;
  return `'${both.replaceAll("'", "''")}'`;
}

/** Empty for a schema without one; null when there is no schema. */
async function schemaComment(db: Database): Promise<string | null> {
  const [schema] = await rows<{ comment: string }>(
    db,
    sql`select coalesce(obj_description(oid, 'pg_namespace'), '') as comment from pg_namespace where nspname = 'nianbao_data'`,
  );
  return schema?.comment ?? null;
}
