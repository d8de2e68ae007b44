import { type LocalizedText, type ReportTable, reportTables } from '@nianbao/contracts';
import { sql } from 'drizzle-orm';
import { type Database, rows } from '../database/database.ts';
import { viewQueries } from './view-queries.ts';

/** To be raised when a view changes; the number of columns is counted by itself. */
const version = 2;
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
  await db.execute(sql.raw(refusal));
  for (const table of reportTables)
    for (const statement of viewStatements(table)) await db.execute(sql.raw(statement));
  await db.execute(sql.raw(`comment on schema nianbao_data is 'views ${version}, columns ${columns}'`));
}

/** Half a catalogue is no answer. 57P03, cannot_connect_now: drivers take it for what passes. */
const refusal = `create or replace function nianbao_data.refuse_refilling() returns boolean language plpgsql as $$
  begin
    raise exception 'the catalogue is being rebuilt, ask again later · 目录库正在重建，请稍后再查' using errcode = '57P03';
  end $$`;
const complete = `exists (select 1 from refills
  where case when begun > done then nianbao_data.refuse_refilling() else true end)`;

function viewStatements({ name, meaning, columns }: ReportTable): string[] {
  const names = columns.map((column) => column.name).join(', ');
  return [
    `create or replace view nianbao_data.${name} (${names}) as ${viewQueries[name]} where ${complete}`,
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
