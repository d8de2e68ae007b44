import type { DocumentPage, DocumentQuery, DocumentSummary, Sha256 } from '@nianbao/contracts';
import { and, asc, eq, ilike, inArray, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { type Database, rows, storableText } from '../database/database.ts';
import { documents, results, uploads } from '../schema.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { isDiscarded, isQuarantined } from './failure-groups.ts';
import { summarize } from './summarize.ts';

const report = alias(results, 'report');
const failure = alias(results, 'failure');

/** Uploads that meet the query, oldest first. Throws RangeError for a cursor that is not one of ours. */
export async function documentPage(db: Database, query: DocumentQuery): Promise<DocumentPage> {
  const found = await selectUploads(db)
    .where(and(...conditions(query)))
    .orderBy(asc(uploads.uploadedAt), asc(uploads.uploadId))
    // One more tells whether there is a next page.
    .limit(query.limit + 1);
  const page = found.slice(0, query.limit);
  const last = page.at(-1)?.upload;
  return {
    documents: page.map(summarize),
    nextCursor: last && found.length > page.length ? encodeCursor(last) : null,
  };
}

/** See Catalogue.document. A document's id stands for the upload that owns it. */
export async function documentByPrefix(db: Database, id: string): Promise<DocumentSummary | null> {
  const prefix = id.toLowerCase();
  if (!/^[0-9a-f]{6,64}$/.test(prefix)) return null;
  // 'g' sorts after every hex digit: a range is answered from the plain index, `like` would not be in every collation.
  const within = (column: SQL) => sql`${column} >= ${prefix} and ${column} < ${`${prefix}g`}`;
  const matches = await rows<{ id: Sha256 }>(
    db,
    sql`(select upload_id as id from uploads where ${within(sql`upload_id`)} limit 2)
      union
      (select owner_upload_id from documents where ${within(sql`document_id`)} limit 2)`,
  );
  if (matches.length > 1) throw new RangeError(`several documents begin with ${prefix}`);
  const [match] = matches;
  if (!match) return null;
  const [row] = await selectUploads(db).where(inArray(uploads.uploadId, [match.id]));
  return row ? summarize(row) : null;
}

/** Uploads with their report and their failure; a failure only while it is newer than the report. */
function selectUploads(db: Database) {
  return db
    .select({ upload: uploads, report, failure })
    .from(uploads)
    .leftJoin(
      documents,
      and(eq(documents.documentId, uploads.documentId), eq(documents.ownerUploadId, uploads.uploadId)),
    )
    .leftJoin(report, eq(report.resultId, documents.reportId))
    .leftJoin(
      failure,
      and(
        eq(failure.resultId, documents.failureId),
        sql`(${report.resultId} is null or ${failure.publishedAt} > ${report.publishedAt})`,
      ),
    );
}

function conditions({ batch, state, code, stage, q, cursor, ...flags }: DocumentQuery): (SQL | undefined)[] {
  return [
    batch === undefined ? undefined : eq(uploads.batchId, batch),
    state === undefined ? undefined : eq(uploads.state, state),
    code === undefined ? undefined : eq(uploads.code, code),
    stage === undefined ? undefined : eq(uploads.stage, stage),
    isDiscarded(flags.discarded),
    isQuarantined(flags.quarantined),
    ...words(q ?? '').map(matches),
    cursor === undefined ? undefined : after(cursor),
  ];
}

function words(q: string): string[] {
  return q.split(/\s+/u).filter((word) => word !== '');
}

/** A year is that of the report, or part of a name. */
function matches(word: string): SQL | undefined {
  const pattern = `%${storableText(word).replaceAll(/[\\%_]/g, '\\$&')}%`;
  const year = /^(19|20|21)\d\d$/.test(word) ? eq(report.year, Number(word)) : undefined;
  return or(ilike(uploads.name, pattern), ilike(report.title, pattern), ilike(report.place, pattern), year);
}

function after(cursor: string): SQL {
  const { uploadedAt, uploadId } = decodeCursor(cursor);
  return sql`(${uploads.uploadedAt}, ${uploads.uploadId}) > (${uploadedAt.toISOString()}::timestamptz, ${uploadId})`;
}
