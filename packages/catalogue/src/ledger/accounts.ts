import type { Account, BatchId, BatchSummary } from '@nianbao/contracts';
import { and, count, desc, eq, type SQLWrapper, sql } from 'drizzle-orm';
import type { Catalogue } from '../catalogue.ts';
import { type Database, textArray } from '../database/database.ts';
import { batchAccounts, batches, steering, uploads } from '../schema.ts';

/** Sums over the slots of `batch_accounts`: an account is read in one snapshot, and is that of the ledger at that moment. */
const summed = {
  uploaded: sum(sql`published + failed + unsupported + duplicate + in_flight`),
  published: sum(batchAccounts.published),
  failed: sum(batchAccounts.failed),
  unsupported: sum(batchAccounts.unsupported),
  duplicate: sum(batchAccounts.duplicate),
  inFlight: sum(batchAccounts.inFlight),
  discarded: sum(batchAccounts.discarded),
};

/** Not counted from the ledger, which may have a million uploads: triggers on it keep the accounts, see `batchAccounts`. */
export function createAccounts(
  db: Database,
): Pick<Catalogue, 'account' | 'batches' | 'failedByStage' | 'finishedWithin'> {
  return {
    account: async (batch) => {
      const found = await db
        .select(summed)
        .from(batchAccounts)
        .where(batch === undefined ? undefined : eq(batchAccounts.batchId, batch));
      return accountOf(found[0]);
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
  const counted = await db
    .select({ batchId: batchAccounts.batchId, ...summed })
    .from(batchAccounts)
    .where(sql`${batchAccounts.batchId} = any(${textArray(names)})`)
    .groupBy(batchAccounts.batchId);
  const byBatch = new Map(counted.map(({ batchId, ...account }) => [batchId, account]));
  return newest.map(({ batchId, createdAt, pausedAt, priority }) => ({
    batchId,
    createdAt: createdAt.toISOString(),
    account: accountOf(byBatch.get(batchId)),
    ...(pausedAt && { pausedAt: pausedAt.toISOString() }),
    ...(priority && { priority }),
  }));
}

const none = { uploaded: 0, published: 0, failed: 0, unsupported: 0, duplicate: 0, inFlight: 0 };

function accountOf(summed: Account | undefined): Account {
  if (!summed) return none;
  const { discarded = 0, ...account } = summed;
  return { ...account, ...(discarded > 0 && { discarded }) };
}

function sum(column: SQLWrapper) {
  return sql<number>`coalesce(sum(${column}), 0)::int`;
}

function ofBatch(batch: BatchId | undefined) {
  return batch === undefined ? undefined : eq(uploads.batchId, batch);
}
