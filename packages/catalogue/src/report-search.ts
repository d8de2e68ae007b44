import type { FindingCode, ReportFilter, ReportPage, ReportQuery, ReportRow } from '@nianbao/contracts';
import { and, eq, ilike, type SQL, sql } from 'drizzle-orm';
import { type Database, storableText } from './database.ts';
import { decodeSortCursor, encodeSortCursor } from './report-cursor.ts';
import { type ReportSortKey, reportSortKey } from './report-sort.ts';
import { documents, results, uploads } from './schema.ts';
import { summarize } from './summarize.ts';

/** Published reports that meet the query, in its order. Throws RangeError for a cursor that is not one of ours. */
export async function reportPage(db: Database, query: ReportQuery): Promise<ReportPage> {
  const value = indicatorColumn(query, 'value');
  const key = reportSortKey(query.sort, value);
  const matching = and(...uploadConditions(query), ...reportConditions(query));
  const found = await db
    .select({
      upload: uploads,
      report: results,
      value: sql<number | null>`${value}`,
      unit: sql<string | null>`${indicatorColumn(query, 'unit')}`,
      key: sql<string | number>`${key.sent}`,
    })
    .from(documents)
    .innerJoin(results, eq(results.resultId, documents.reportId))
    .innerJoin(uploads, eq(uploads.uploadId, documents.ownerUploadId))
    .where(and(matching, query.cursor === undefined ? undefined : after(query.cursor, query, key)))
    .orderBy(...ordered(query, key))
    // One more tells whether there is a next page.
    .limit(query.limit + 1);
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  return {
    reports: page.map(toRow),
    nextCursor:
      last && found.length > page.length
        ? encodeSortCursor({ sort: query.sort, order: query.order, key: last.key, id: last.upload.uploadId })
        : null,
    total: query.cursor === undefined ? await countReports(db, query) : null,
  };
}

async function countReports(db: Database, query: ReportQuery): Promise<number> {
  const total = sql<number>`count(*)::int`;
  const ofUploads = uploadConditions(query);
  const ofReports = reportConditions(query).filter((condition) => condition !== undefined);
  // Every published upload owns a document with a report: without conditions on that, no other table is needed.
  const [row] =
    ofReports.length === 0
      ? await db
          .select({ total })
          .from(uploads)
          .where(and(...ofUploads))
      : await db
          .select({ total })
          .from(documents)
          .innerJoin(results, eq(results.resultId, documents.reportId))
          .innerJoin(uploads, eq(uploads.uploadId, documents.ownerUploadId))
          .where(and(...ofUploads, ...ofReports));
  return row?.total ?? 0;
}

function uploadConditions({ batch, name }: ReportFilter): (SQL | undefined)[] {
  return [
    eq(uploads.state, 'published'),
    batch === undefined ? undefined : eq(uploads.batchId, batch),
    name ? ilike(uploads.name, pattern(name)) : undefined,
  ];
}

function reportConditions(filter: ReportFilter): (SQL | undefined)[] {
  const { place, title, year, missing, finding } = filter;
  return [
    place ? ilike(results.place, pattern(place)) : undefined,
    title ? ilike(results.title, pattern(title)) : undefined,
    year === undefined ? undefined : eq(results.year, year),
    filter.indicator === undefined ? undefined : hasIndicator(filter.indicator, filter),
    missing === undefined ? undefined : sql`${results.missingParts} ? ${missing}`,
    finding === undefined ? undefined : hasFinding(finding),
  ];
}

function hasIndicator(key: string, { min, max }: ReportFilter): SQL {
  return sql`exists (select 1 from indicators i where i.document_id = ${documents.documentId} and i.key = ${key}
    and i.value >= ${min ?? -Infinity}::float8 and i.value <= ${max ?? Infinity}::float8)`;
}

function hasFinding(code: FindingCode): SQL {
  return sql`exists (select 1 from findings f where f.document_id = ${documents.documentId} and f.code = ${code})`;
}

/** The first value of the indicator that is asked for and meets the bounds. */
function indicatorColumn({ indicator, min, max }: ReportFilter, column: 'value' | 'unit'): SQL {
  if (indicator === undefined) return column === 'value' ? sql`null::float8` : sql`null::text`;
  return sql`(select i.${sql.raw(column)} from indicators i where i.document_id = ${documents.documentId}
    and i.key = ${indicator} and i.value >= ${min ?? -Infinity}::float8 and i.value <= ${max ?? Infinity}::float8
    order by i.ordinal limit 1)`;
}

function after(cursor: string, query: ReportQuery, key: ReportSortKey): SQL {
  const position = decodeSortCursor(cursor);
  if (position.sort !== query.sort || position.order !== query.order)
    throw new RangeError('the cursor is of another order');
  const compare = sql.raw(query.order === 'asc' ? '>' : '<');
  return sql`(${key.column}, ${uploads.uploadId}) ${compare} (${key.parameter(position.key)}, ${position.id})`;
}

function ordered({ order }: ReportQuery, key: ReportSortKey): SQL[] {
  const direction = sql.raw(order);
  return [sql`${key.column} ${direction}`, sql`${uploads.uploadId} ${direction}`];
}

function pattern(text: string): string {
  return `%${storableText(text).replaceAll(/[\\%_]/g, '\\$&')}%`;
}

interface FoundReport {
  upload: typeof uploads.$inferSelect;
  report: typeof results.$inferSelect;
  value: number | null;
  unit: string | null;
}

function toRow({ upload, report, value, unit }: FoundReport): ReportRow {
  const { place, issuer, issuedOn } = report;
  return { ...summarize({ upload, report, failure: null }), place, issuer, issuedOn, value, unit };
}
