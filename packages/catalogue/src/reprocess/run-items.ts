import type { FileFormat, UploadRef } from '@nianbao/contracts';
import { and, eq, sql } from 'drizzle-orm';
import { type Database, json, rows } from '../database/database.ts';
import { reprocessItems } from '../schema-reprocess.ts';
import type { DueItem, Rehearsal } from './reprocessing.ts';

/** Items with work left: not compared yet, or, after the yes, not published yet. */
const open = sql`(r.state = 'comparing' and i.compared_at is null
  or r.state = 'publishing' and i.published_at is null and not i.failed and (i.change_count > 0 or r.unchanged))`;

type DueRow = Omit<DueItem, 'source'> & Omit<UploadRef, 'bytes'> & { bytes: string; format: FileFormat };

/**
 * Documents that open runs have not had answered, until `outstanding` jobs are out. A job sent under another Redis epoch, or
 * `lostAfterMs` ago, counts as lost and is due again.
 */
export async function dueItems(
  db: Database,
  redisEpoch: string,
  outstanding: number,
  lostAfterMs: number,
): Promise<DueItem[]> {
  const out = sql`coalesce(i.sent_epoch = ${redisEpoch} and i.sent_at > now() - ${lostAfterMs}::float8 * interval '1 ms', false)`;
  const due = await rows<DueRow>(
    db,
    sql`select i.run_id as "runId", r.state = 'comparing' as rehearse, i.document_id as "documentId",
        u.profile_id as "profileId", u.upload_id as "uploadId", u.key, u.etag, u.name, u.batch_id as "batchId",
        u.bytes::text as bytes, coalesce(u.format, 'unknown') as format
      from reprocess_runs r
        join reprocess_items i on i.run_id = r.run_id
        join documents d on d.document_id = i.document_id
        join uploads u on u.upload_id = d.owner_upload_id
      where ${open} and not ${out}
      order by i.run_id, i.document_id
      limit greatest(0, ${outstanding}::int - (
        select count(*) from reprocess_runs r join reprocess_items i on i.run_id = r.run_id where ${open} and ${out}))`,
  );
  return due.map(({ runId, rehearse, documentId, profileId, bytes, ...source }) => ({
    runId,
    rehearse,
    documentId,
    profileId,
    source: { ...source, bytes: Number(bytes) },
  }));
}

/** Notes that their jobs are on the queue of this Redis epoch. */
export async function markItemsSent(
  db: Database,
  items: readonly DueItem[],
  redisEpoch: string,
): Promise<void> {
  await db.execute(sql`update reprocess_items i set sent_at = now(), sent_epoch = ${redisEpoch}
    from jsonb_to_recordset(${json(items)}) as x("runId" text, "documentId" text)
    where i.run_id = x."runId" and i.document_id = x."documentId"`);
}

/** Differences kept per report; the count knows them all. */
const maxChanges = 300;

/** Keeps what a rehearsal found different from what is published. */
export async function noteRehearsal(
  db: Database,
  { runId, documentId, resultId, failed, changes }: Rehearsal,
): Promise<void> {
  await db
    .update(reprocessItems)
    .set({
      comparedAt: sql`now()`,
      resultId,
      failed,
      changeCount: changes.length,
      changes: sql`${json(changes.slice(0, maxChanges))}`,
    })
    .where(and(eq(reprocessItems.runId, runId), eq(reprocessItems.documentId, documentId)));
}

/** Closes items whose result has come, and runs whose items are all closed: `comparing` becomes `ready`, `publishing` `done`. */
export async function advanceRuns(db: Database): Promise<void> {
  // A result that came later than the job did, of whatever versions, is the answer to it.
  await db.execute(sql`update reprocess_items i set published_at = now() from reprocess_runs r
    where r.run_id = i.run_id and r.state = 'publishing' and i.sent_at is not null and ${open}
      and exists (select 1 from results x where x.document_id = i.document_id
        and (x.result_id = i.result_id or x.published_at >= i.sent_at))`);
  await db.execute(sql`update reprocess_runs r set state = case r.state when 'comparing' then 'ready' else 'done' end
    where r.state in ('comparing', 'publishing')
      and not exists (select 1 from reprocess_items i where i.run_id = r.run_id and ${open})`);
}
