import type { ReportFilter, ReportPage, ReportQuery, ReportRow, Sha256 } from '@nianbao/contracts';
import { eq, sql } from 'drizzle-orm';
import { type Database, textArray } from '../database/database.ts';
import { summarize } from '../ledger/summarize.ts';
import { documents, results, uploads } from '../schema.ts';
import { indicatorValues } from './indicator-values.ts';
import { encodeSortCursor } from './report-cursor.ts';
import { countReports, findReports } from './report-ids.ts';

/** Published reports that meet the query, in its order. Throws RangeError for a cursor that is not one of ours. */
export async function reportPage(db: Database, query: ReportQuery): Promise<ReportPage> {
  const { sort, order, cursor, limit } = query;
  // One more tells whether there is a next page; where there is none, the page is all.
  const found = await findReports(db, query, cursor, limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const hasNext = last !== undefined && found.length > page.length;
  const ids = page.map((position) => position.id);
  const [reports, total] = await Promise.all([
    reportRows(db, query, ids),
    cursor !== undefined ? { total: null } : hasNext ? countReports(db, query) : { total: page.length },
  ]);
  return { reports, nextCursor: hasNext ? encodeSortCursor({ sort, order, ...last }) : null, ...total };
}

/** The rows of these documents, in the order of the ids. */
async function reportRows(db: Database, filter: ReportFilter, ids: readonly Sha256[]): Promise<ReportRow[]> {
  if (ids.length === 0) return [];
  const [found, values] = await Promise.all([
    db
      .select({ upload: uploads, report: results })
      .from(documents)
      .innerJoin(results, eq(results.resultId, documents.reportId))
      .innerJoin(uploads, eq(uploads.uploadId, documents.ownerUploadId))
      .where(sql`${documents.documentId} = any(${textArray(ids)})`),
    indicatorValues(db, filter, ids),
  ]);
  const byId = new Map(found.map((row) => [row.report.documentId, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const { place, issuer, issuedOn } = row.report;
    const { value = null, unit = null } = values.get(id) ?? {};
    return [{ ...summarize({ ...row, failure: null }), place, issuer, issuedOn, value, unit }];
  });
}
