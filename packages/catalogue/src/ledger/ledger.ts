import type { FileFormat, Sha256 } from '@nianbao/contracts';
import { and, asc, eq, gt, inArray, lt, ne, or, sql } from 'drizzle-orm';
import type { Ledger } from '../catalogue.ts';
import { type Database, rows, textArray } from '../database/database.ts';
import { uploads } from '../schema.ts';
import { ofPausedBatch } from '../steering.ts';
import { backInFlight } from './back-in-flight.ts';
import { insertUploads } from './register.ts';
import { failedUploads, strandedColumns } from './retry-candidates.ts';

/** An upload was claimed that the ledger does not have. */
export class UnknownUploadError extends Error {
  override readonly name = 'UnknownUploadError';
}

export function createLedger(db: Database): Ledger {
  return {
    register: (list, redisEpoch) => insertUploads(db, list, redisEpoch),
    claim: (uploadId, documentId, format) => claim(db, uploadId, documentId, format),
    known: (sha256) => known(db, sha256),
    recorded: (uploadIds) => recorded(db, uploadIds),
    stranded: (redisEpoch, olderThanMs, page) => stranded(db, redisEpoch, olderThanMs, page),
    markEnqueued: (uploadIds, redisEpoch) => markEnqueued(db, uploadIds, redisEpoch),
    failed: (filter) => failedUploads(db, filter),
    reopen: (uploadIds) => reopen(db, uploadIds),
  };
}

/**
 * One statement. The insert either makes this upload the owner or, having waited for a rival's transaction, meets the rival's row; the
 * idle update is what makes `returning` show that row.
 */
async function claim(db: Database, uploadId: Sha256, documentId: Sha256, format: FileFormat) {
  const [claimed] = await rows<{ duplicate_of: Sha256 | null }>(
    db,
    sql`with owner as (
      insert into documents (document_id, owner_upload_id)
      select ${documentId}, upload_id from uploads where upload_id = ${uploadId}
      on conflict (document_id) do update set document_id = excluded.document_id
      returning owner_upload_id as id
    )
    update uploads set
      document_id = ${documentId},
      format = ${format},
      duplicate_of = nullif(owner.id, upload_id),
      state = case when owner.id = upload_id then state else 'duplicate' end,
      finished_at = case when owner.id = upload_id then finished_at else coalesce(finished_at, now()) end,
      stage = case when owner.id = upload_id then stage end,
      code = case when owner.id = upload_id then code end
    from owner where upload_id = ${uploadId}
    returning duplicate_of`,
  );
  if (!claimed) throw new UnknownUploadError(`upload ${uploadId} is not in the ledger`);
  return { duplicateOf: claimed.duplicate_of };
}

async function known(db: Database, sha256: readonly Sha256[]): Promise<Sha256[]> {
  const wanted = textArray(sha256);
  const here = sql`state in ('published', 'unsupported', 'in-flight')`;
  const found = await rows<{ id: Sha256 }>(
    db,
    sql`select document_id as id from uploads where document_id = any(${wanted}) and ${here}
      union
      select sha256 from uploads where sha256 = any(${wanted}) and ${here}`,
  );
  return found.map((row) => row.id);
}

async function recorded(db: Database, uploadIds: readonly Sha256[]): Promise<Set<Sha256>> {
  const found = await db
    .select({ id: uploads.uploadId })
    .from(uploads)
    .where(sql`${uploads.uploadId} = any(${textArray(uploadIds)})`);
  return new Set(found.map((row) => row.id));
}

function stranded(
  db: Database,
  redisEpoch: string,
  olderThanMs: number,
  page: { after?: Sha256; limit: number },
) {
  const longAgo = sql`now() - ${olderThanMs}::float8 * interval '1 millisecond'`;
  return db
    .select(strandedColumns)
    .from(uploads)
    .where(
      and(
        eq(uploads.state, 'in-flight'),
        or(
          ne(uploads.redisEpoch, redisEpoch),
          and(lt(uploads.enqueuedAt, longAgo), sql`not ${ofPausedBatch}`),
        ),
        page.after === undefined ? undefined : gt(uploads.uploadId, page.after),
      ),
    )
    .orderBy(asc(uploads.uploadId))
    .limit(page.limit);
}

async function markEnqueued(db: Database, uploadIds: readonly Sha256[], redisEpoch: string): Promise<void> {
  await db
    .update(uploads)
    .set({ redisEpoch, enqueuedAt: sql`now()` })
    .where(inArray(uploads.uploadId, lockedInOrder(db, uploadIds, 'in-flight')));
}

async function reopen(db: Database, uploadIds: readonly Sha256[]): Promise<void> {
  await db
    .update(uploads)
    .set(backInFlight)
    .where(inArray(uploads.uploadId, lockedInOrder(db, uploadIds, 'failed')));
}

/** Row locks taken in the order of the ids: callers with overlapping lists wait for each other and do not deadlock. */
function lockedInOrder(db: Database, uploadIds: readonly Sha256[], state: 'in-flight' | 'failed') {
  return db
    .select({ id: uploads.uploadId })
    .from(uploads)
    .where(and(sql`${uploads.uploadId} = any(${textArray(uploadIds)})`, eq(uploads.state, state)))
    .orderBy(asc(uploads.uploadId))
    .for('update');
}
