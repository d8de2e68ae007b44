import type { Account, BatchId, BatchSummary, UploadState } from '@nianbao/contracts';
import { and, count, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Catalogue } from './catalogue.ts';
import type { Database } from './database.ts';
import { batches, steering, uploads } from './schema.ts';

interface StateCount {
  state: UploadState;
  count: number;
}

/** Counted from the ledger every time: an upload has exactly one state, so an account cannot fail to balance. */
export function createAccounts(
  db: Database,
): Pick<Catalogue, 'account' | 'batches' | 'failedByStage' | 'finishedWithin'> {
  return {
    account: async (batch) => {
      const [states, discarded] = await Promise.all([
        db
          .select({ state: uploads.state, count: count() })
          .from(uploads)
          .where(ofBatch(batch))
          .groupBy(uploads.state),
        discardedByBatch(db, batch),
      ]);
      return accountOf(states, [...discarded.values()].reduce(add, 0));
    },
    failedByStage: async (batch) => {
      const counts = await db
        .select({ stage: uploads.stage, count: count() })
        .from(uploads)
        .where(and(eq(uploads.state, 'failed'), ofBatch(batch)))
        .groupBy(uploads.stage);
      return new Map(counts.map(({ stage, count }) => [stage ?? '', count]));
    },
    batches: (limit) => newestBatches(db, limit),
    finishedWithin: async (seconds, batch) => {
      const since = sql`${uploads.finishedAt} > now() - ${seconds}::float8 * interval '1 second'`;
      const [row] = await db
        .select({ finished: count() })
        .from(uploads)
        .where(and(since, ofBatch(batch)));
      return row?.finished ?? 0;
    },
  };
}

async function newestBatches(db: Database, limit: number): Promise<BatchSummary[]> {
  const newest = await db
    .select({
      batchId: batches.batchId,
      createdAt: batches.createdAt,
      pausedAt: steering.pausedAt,
      priority: steering.priority,
    })
    .from(batches)
    .leftJoin(steering, and(eq(steering.scope, 'batch'), eq(steering.name, batches.batchId)))
    .orderBy(desc(batches.createdAt), desc(batches.batchId))
    .limit(limit);
  if (newest.length === 0) return [];
  const names = newest.map((batch) => batch.batchId);
  const discarded = await discardedByBatch(db);
  const counts = await db
    .select({ batchId: uploads.batchId, state: uploads.state, count: count() })
    .from(uploads)
    .where(inArray(uploads.batchId, names))
    .groupBy(uploads.batchId, uploads.state);
  const byBatch = new Map<BatchId, StateCount[]>(names.map((name) => [name, []]));
  for (const row of counts) byBatch.get(row.batchId)?.push(row);
  return newest.map(({ batchId, createdAt, pausedAt, priority }) => ({
    batchId,
    createdAt: createdAt.toISOString(),
    account: accountOf(byBatch.get(batchId) ?? [], discarded.get(batchId) ?? 0),
    ...(pausedAt && { pausedAt: pausedAt.toISOString() }),
    ...(priority && { priority }),
  }));
}

/** Asked apart: an index knows them, and the counts by state can be read from theirs alone. */
async function discardedByBatch(db: Database, batch?: BatchId): Promise<Map<BatchId, number>> {
  const found = await db
    .select({ batchId: uploads.batchId, count: count() })
    .from(uploads)
    .where(and(isNotNull(uploads.discardedAt), ofBatch(batch)))
    .groupBy(uploads.batchId);
  return new Map(found.map((row) => [row.batchId, row.count]));
}

function accountOf(counts: readonly StateCount[], discarded: number): Account {
  const of = (state: UploadState) => counts.find((row) => row.state === state)?.count ?? 0;
  return {
    uploaded: counts.map((row) => row.count).reduce(add, 0),
    published: of('published'),
    failed: of('failed'),
    unsupported: of('unsupported'),
    duplicate: of('duplicate'),
    inFlight: of('in-flight'),
    ...(discarded > 0 && { discarded }),
  };
}

const add = (a: number, b: number) => a + b;

function ofBatch(batch: BatchId | undefined) {
  return batch === undefined ? undefined : eq(uploads.batchId, batch);
}
