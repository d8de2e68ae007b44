import type { Result, Sha256 } from '@nianbao/contracts';
import { type SQL, sql } from 'drizzle-orm';
import { type Database, rows } from '../database/database.ts';
import { insertDeliveries } from '../deliveries/announce.ts';
import { insertUploads } from '../ledger/register.ts';
import { indexReport, indexText } from './index-report.ts';
import { replaceReportRows } from './report-rows.ts';
import { upsertResult } from './upsert-result.ts';

interface LockedDocument {
  ownerUploadId: Sha256;
  reportId: string | null;
}

/** What the queue told before the catalogue was lost; it matters only if the upload must be enqueued again. */
export interface AdoptionDefaults {
  profileId: string;
  priority: number;
}

interface PublishOptions {
  /** Adds deliveries, which go on in this trace. */
  announce: { trace: string | undefined } | null;
  /** The report's canonical text, to be searched. */
  text: string | undefined;
  adoption: AdoptionDefaults;
}

/**
 * Records a result, in one transaction:
 *
 * 1. The newest report by `publishedAt` is the document's report; its rows are those in the tables. An older one that comes late is
 *    recorded and changes nothing.
 * 2. The upload that owns the document is `published` if there is any report, else `unsupported` or `failed` after the newest failure.
 * 3. A failure after a report leaves the report and its rows; the upload stays `published` and carries the failure's stage and code.
 *
 * So the outcome follows from the set of results alone, whatever the order they come in. A failure before the content was known comes
 * under the upload's own id as document: it closes the upload unless that is published, or a duplicate, under its real document.
 * An upload the ledger does not have (the catalogue was lost) is adopted from the result's source. Throws when a new result's was deleted:
 * it went after the caller had looked for it.
 */
export async function publish(
  db: Database,
  result: Result,
  resultKey: string,
  { announce, text, adoption }: PublishOptions,
): Promise<void> {
  await db.transaction(async (tx) => {
    const locked = await lockDocument(tx, result);
    if (!locked && announce && (await wasDeleted(tx, result)))
      throw new Error(`document ${result.documentId} was deleted while it was being published`);
    const document = locked ?? (await adopt(tx, result, adoption));
    await upsertResult(tx, result, resultKey);
    const reportId = await settle(
      tx,
      result,
      announce ? insertDeliveries(result, resultKey, announce.trace) : sql`select 1`,
    );
    if (result.kind === 'report' && reportId === result.resultId) {
      await replaceReportRows(tx, result, { clear: document.reportId !== null });
      await indexReport(tx, result);
      if (text !== undefined) await indexText(tx, result.documentId, text);
    }
  });
}

/** The document with its owner, locked against other publishers of the same document; made when it is not there. Of a known upload. */
async function lockDocument(
  tx: Database,
  { documentId, source }: Result,
): Promise<LockedDocument | undefined> {
  const [document] = await rows<LockedDocument>(
    tx,
    sql`insert into documents (document_id, owner_upload_id)
      select ${documentId}, upload_id from uploads where upload_id = ${source.uploadId}
      on conflict (document_id) do update set document_id = excluded.document_id
      returning owner_upload_id as "ownerUploadId", report_id as "reportId"`,
  );
  return document;
}

async function wasDeleted(tx: Database, { documentId, source }: Result): Promise<boolean> {
  const items = await rows(
    tx,
    sql`select 1 from deletion_items where subject_id in (${documentId}, ${source.uploadId}) limit 1`,
  );
  return items.length > 0;
}

async function adopt(tx: Database, result: Result, adoption: AdoptionDefaults): Promise<LockedDocument> {
  const { uploadId, key, etag, name, batchId, bytes } = result.source;
  const upload = { uploadId, key, etag, name, batchId, bytes, uploadedAt: new Date(result.publishedAt) };
  await insertUploads(tx, [{ ...upload, ...adoption }], '');
  const document = await lockDocument(tx, result);
  if (!document) throw new Error(`document ${result.documentId} could not be recorded`);
  return document;
}

/**
 * Points the document to its newest results, closes its owner by them, and adds the deliveries; an upload of the same bytes that got
 * this far without a claim becomes a duplicate. Returns the document's report. One statement, because each takes about a millisecond of the embedded database.
 */
async function settle(tx: Database, result: Result, deliveries: SQL): Promise<string | null> {
  const { documentId, source, publishedAt } = result;
  const newest = (kind: Result['kind']) => sql`(select result_id from results
    where document_id = ${documentId} and kind = ${kind} order by published_at desc, result_id desc limit 1)`;
  const [outcome] = await rows<{ reportId: string | null }>(
    tx,
    sql`with document as (
      update documents set report_id = ${newest('report')}, failure_id = ${newest('failure')}
      where document_id = ${documentId} returning *
    ), closed as (
      update uploads set
        document_id = document.document_id,
        format = coalesce(format, ${source.format}),
        state = case when r.result_id is not null then 'published' when f.unsupported then 'unsupported' else 'failed' end,
        stage = f.stage,
        code = f.code,
        finished_at = greatest(finished_at, ${publishedAt}::timestamptz)
      from document
        left join results r on r.result_id = document.report_id
        left join results f on f.result_id = document.failure_id
          and (r.result_id is null or f.published_at > r.published_at)
      where upload_id = document.owner_upload_id
        and not (state in ('published', 'duplicate') and uploads.document_id is distinct from document.document_id)
    ), copied as (
      update uploads set state = 'duplicate', duplicate_of = owner_upload_id, document_id = document.document_id,
        format = ${source.format}, finished_at = ${publishedAt}::timestamptz
      from document
      where upload_id = ${source.uploadId} and upload_id <> owner_upload_id and state = 'in-flight'
    ), delivery as (
      ${deliveries}
    )
    select report_id as "reportId"
    from document`,
  );
  if (!outcome) throw new Error(`document ${documentId} vanished while it was being published`);
  return outcome.reportId;
}
