import type { Sha256 } from '@nianbao/contracts';
import { sql } from 'drizzle-orm';
import type { NewUpload } from '../catalogue.ts';
import { type Database, json, rows } from '../database/database.ts';

/**
 * Records uploads as in flight, in one statement; known ones are left as they are. Returns the ids that were new.
 * Rows go in by id, so that two callers with the same uploads wait for each other instead of deadlocking.
 */
export async function insertUploads(
  db: Database,
  uploads: readonly NewUpload[],
  redisEpoch: string,
): Promise<Sha256[]> {
  if (uploads.length === 0) return [];
  const inserted = await rows<{ upload_id: Sha256 }>(
    db,
    sql`with input as (
      select * from jsonb_to_recordset(${json(uploads)}) as x(
        "uploadId" text, key text, etag text, name text, "batchId" text, bytes bigint,
        "profileId" text, priority integer, sha256 text, "uploadedAt" timestamptz)
    ), batch as (
      insert into batches (batch_id, created_at)
      select "batchId", min(coalesce("uploadedAt", now())) from input group by 1 order by 1
      on conflict (batch_id) do update set created_at = excluded.created_at
        where excluded.created_at < batches.created_at
    )
    insert into uploads (upload_id, key, etag, name, batch_id, bytes, profile_id, priority, sha256,
      state, redis_epoch, enqueued_at, uploaded_at)
    select "uploadId", key, etag, name, "batchId", bytes, "profileId", priority, sha256,
      'in-flight', ${redisEpoch}, now(), coalesce("uploadedAt", now())
    from input order by "uploadId"
    on conflict (upload_id) do nothing
    returning upload_id`,
  );
  return inserted.map((row) => row.upload_id);
}
