import {
  type ReportColumnType,
  type ReportFilter,
  type ReportTableColumn,
  type ReportTableName,
  type ReportTablePage,
  type ReportTableRow,
  reportTable,
  type Sha256,
} from '@nianbao/contracts';
import { type SQL, sql } from 'drizzle-orm';
import { type Database, rows, textArray } from '../database/database.ts';
import { indicatorValues } from './indicator-values.ts';
import { encodeSortCursor } from './report-cursor.ts';
import { findReports } from './report-ids.ts';

/** As writers take them, alike from both drivers. */
const readAs: Record<ReportColumnType, (column: SQL) => SQL> = {
  text: (column) => column,
  integer: (column) => sql`${column}::float8`,
  number: (column) => column,
  boolean: (column) => column,
  list: (column) => sql`to_json(${column})`,
  date: (column) => sql`${column}::text`,
  timestamp: (column) => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
};

/**
 * The rows of one of the analysts' views for the next `limit` reports that meet the filter, in its order. Throws RangeError for a cursor
 * that is not one of ours.
 */
export async function reportTablePage(
  db: Database,
  name: ReportTableName,
  filter: ReportFilter,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<ReportTablePage> {
  const found = await findReports(db, filter, cursor, limit);
  const last = found.at(-1);
  const { sort, order } = filter;
  return {
    rows: await tableRows(
      db,
      name,
      filter,
      found.map((position) => position.id),
    ),
    reports: found.length,
    nextCursor: last && found.length === limit ? encodeSortCursor({ sort, order, ...last }) : null,
  };
}

/** Reports that are searched by an indicator say its value: see `indicatorColumns`. */
async function tableRows(db: Database, name: ReportTableName, filter: ReportFilter, ids: readonly Sha256[]) {
  const found = await viewRows(db, name, ids);
  if (name !== 'reports' || filter.indicator === undefined) return found;
  const values = await indicatorValues(db, filter, ids);
  return found.map((row) => {
    const { value = null, unit = null } = values.get(String(row[0])) ?? {};
    return [...row, value, unit];
  });
}

async function viewRows(
  db: Database,
  name: ReportTableName,
  ids: readonly Sha256[],
): Promise<ReportTableRow[]> {
  if (ids.length === 0) return [];
  const { columns } = reportTable(name);
  const ordered = columns.some((column) => column.name === 'row_no') ? sql`, row_no` : sql``;
  const found = await rows<Record<string, ReportTableRow[number]>>(
    db,
    sql`select ${selected(columns)} from ${sql.raw(`nianbao_data.${name}`)} as v
      where document_id = any(${textArray(ids)}) order by document_id${ordered}`,
  );
  const byReport = new Map<unknown, ReportTableRow[]>(ids.map((id) => [id, []]));
  for (const row of found)
    byReport.get(row.document_id)?.push(columns.map((column) => row[column.name] ?? null));
  return [...byReport.values()].flat();
}

function selected(columns: readonly ReportTableColumn[]): SQL {
  return sql.join(
    columns.map(({ name, type }) => {
      const column = sql.raw(`v."${name}"`);
      return sql`${readAs[type](column)} as ${sql.raw(`"${name}"`)}`;
    }),
    sql`, `,
  );
}
