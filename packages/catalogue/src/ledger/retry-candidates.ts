import type { DiscardRequest, FailureSelection, RetryRequest } from '@nianbao/contracts';
import { and, asc, count, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { StrandedUpload } from '../catalogue.ts';
import { type Database, storableText, textArray } from '../database/database.ts';
import { uploads } from '../schema.ts';

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
  if (!selectsAny(filter)) return { matched: 0, uploads: [] };
  const spared = filter.discarded || filter.ids ? undefined : isNull(uploads.discardedAt);
  const where = and(eq(uploads.state, 'failed'), spared, ...selectionConditions(filter));
  const [total] = await db.select({ matched: count() }).from(uploads).where(where);
  if (filter.dryRun) return { matched: total?.matched ?? 0, uploads: [] };
  const oldest = await db
    .select(strandedColumns)
    .from(uploads)
    .where(where)
    .orderBy(asc(uploads.uploadedAt), asc(uploads.uploadId))
    .limit(filter.limit);
  return { matched: total?.matched ?? 0, uploads: oldest };
}

/** See OperatorViews.discard. */
export async function discardFailures(
  db: Database,
  request: DiscardRequest,
): Promise<{ matched: number; discarded: number }> {
  if (!selectsAny(request)) return { matched: 0, discarded: 0 };
  const where = and(
    inArray(uploads.state, ['failed', 'unsupported']),
    isNull(uploads.discardedAt),
    ...selectionConditions(request),
  );
  const [total] = await db.select({ matched: count() }).from(uploads).where(where);
  if (request.dryRun) return { matched: total?.matched ?? 0, discarded: 0 };
  const oldest = db
    .select({ id: uploads.uploadId })
    .from(uploads)
    .where(where)
    .orderBy(asc(uploads.uploadedAt), asc(uploads.uploadId))
    .limit(request.limit)
    .for('update');
  const discarded = await db
    .update(uploads)
    .set({ discardedAt: sql`now()`, discardReason: storableText(request.reason) })
    .where(inArray(uploads.uploadId, oldest))
    .returning({ id: uploads.uploadId });
  return { matched: total?.matched ?? 0, discarded: discarded.length };
}

function selectsAny({ ids, batch, code, stage, all }: FailureSelection): boolean {
  return all === true || [ids, batch, code, stage].some((condition) => condition !== undefined);
}

function selectionConditions({ ids, batch, code, stage }: FailureSelection): SQL[] {
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
