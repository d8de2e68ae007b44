import type { BatchId, OldestUpload, Sha256 } from '@nianbao/contracts';
import { and, asc, count, eq, inArray, sql } from 'drizzle-orm';
import type { OperatorViews } from '../catalogue.ts';
import { type Database, textArray } from '../database/database.ts';
import { uploads } from '../schema.ts';
import { backInFlight } from './back-in-flight.ts';
import { failureGroups } from './failure-groups.ts';
import { discardFailures, strandedColumns } from './retry-candidates.ts';
import { throughput } from './throughput.ts';

export function createOperatorViews(db: Database): OperatorViews {
  return {
    oldestInFlight: () => oldestInFlight(db),
    failureGroups: (query) => failureGroups(db, query),
    discard: (request) => discardFailures(db, request),
    throughput: (minutes, batch) => throughput(db, minutes, batch),
    finishedByBatch: (seconds, batches) => finishedByBatch(db, seconds, batches),
    reopenFinished: (uploadId) => reopenFinished(db, uploadId),
  };
}

async function oldestInFlight(db: Database): Promise<OldestUpload | null> {
  const [oldest] = await db
    .select({ uploadId: uploads.uploadId, name: uploads.name, uploadedAt: uploads.uploadedAt })
    .from(uploads)
    .where(eq(uploads.state, 'in-flight'))
    .orderBy(asc(uploads.uploadedAt))
    .limit(1);
  return oldest ? { ...oldest, uploadedAt: oldest.uploadedAt.toISOString() } : null;
}

async function finishedByBatch(db: Database, seconds: number, batches: readonly BatchId[]) {
  const finished = await db
    .select({ batchId: uploads.batchId, count: count() })
    .from(uploads)
    .where(
      sql`${uploads.finishedAt} > now() - ${seconds}::float8 * interval '1 second'
        and ${uploads.batchId} = any(${textArray(batches)})`,
    )
    .groupBy(uploads.batchId);
  return new Map(finished.map(({ batchId, count }) => [batchId, count]));
}

async function reopenFinished(db: Database, uploadId: Sha256) {
  const [reopened] = await db
    .update(uploads)
    .set(backInFlight)
    .where(
      and(eq(uploads.uploadId, uploadId), inArray(uploads.state, ['published', 'failed', 'unsupported'])),
    )
    .returning(strandedColumns);
  return reopened ?? null;
}
