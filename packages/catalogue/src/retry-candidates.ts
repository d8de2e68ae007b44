import type { RetryRequest } from '@nianbao/contracts';
import { and, asc, count, eq, type SQL, sql } from 'drizzle-orm';
import type { StrandedUpload } from './catalogue.ts';
import { type Database, textArray } from './database.ts';
import { uploads } from './schema.ts';

/** The columns of a {@link StrandedUpload}. */
export const strandedColumns = {
  uploadId: uploads.uploadId,
  key: uploads.key,
  etag: uploads.etag,
  name: uploads.name,
  batchId: uploads.batchId,
  bytes: uploads.bytes,
  profileId: uploads.profileId,
  priority: uploads.priority,
  documentId: uploads.documentId,
  stage: uploads.stage,
  uploadedAt: uploads.uploadedAt,
};

/** Failed uploads that meet every condition given, oldest first. Without any condition, and without `all`, nothing matches. */
export async function failedUploads(
  db: Database,
  filter: RetryRequest,
): Promise<{ matched: number; uploads: StrandedUpload[] }> {
  const conditions = retryConditions(filter);
  if (conditions.length === 0 && !filter.all) return { matched: 0, uploads: [] };
  const where = and(eq(uploads.state, 'failed'), ...conditions);
  const [total] = await db.select({ matched: count() }).from(uploads).where(where);
  const oldest = await db
    .select(strandedColumns)
    .from(uploads)
    .where(where)
    .orderBy(asc(uploads.uploadedAt), asc(uploads.uploadId))
    .limit(filter.limit);
  return { matched: total?.matched ?? 0, uploads: oldest };
}

function retryConditions({ ids, batch, code, stage }: RetryRequest): SQL[] {
  const conditions: SQL[] = [];
  if (ids) {
    const wanted = textArray(ids);
    conditions.push(sql`(${uploads.uploadId} = any(${wanted}) or ${uploads.documentId} = any(${wanted}))`);
  }
  if (batch !== undefined) conditions.push(eq(uploads.batchId, batch));
  if (code !== undefined) conditions.push(eq(uploads.code, code));
  if (stage !== undefined) conditions.push(eq(uploads.stage, stage));
  return conditions;
}
