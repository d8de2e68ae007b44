import type { Account, BatchId, BatchSummary, UploadState } from '@nianbao/contracts';
import { and, count, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Catalogue } from './catalogue.ts';
import type { Database } from './database.ts';
import { batches, uploads } from './schema.ts';

interface StateCount {
  state: UploadState;
  count: number;
}

/** Counted from the ledger every time: an upload has exactly one state, so an account cannot fail to balance. */
export function createAccounts(
  db: Database,
): Pick<Catalogue, 'account' | 'batches' | 'failedByStage' | 'finishedWithin'> {
  return {
    account: async (batch) =>
      accountOf(
        await db
          .select({ state: uploads.state, count: count() })
          .from(uploads)
          .where(ofBatch(batch))
          .groupBy(uploads.state),
      ),
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
    .select()
    .from(batches)
    .orderBy(desc(batches.createdAt), desc(batches.batchId))
    .limit(limit);
  if (newest.length === 0) return [];
  const names = newest.map((batch) => batch.batchId);
  const counts = await db
    .select({ batchId: uploads.batchId, state: uploads.state, count: count() })
    .from(uploads)
    .where(inArray(uploads.batchId, names))
    .groupBy(uploads.batchId, uploads.state);
  const byBatch = new Map<BatchId, StateCount[]>(names.map((name) => [name, []]));
  for (const row of counts) byBatch.get(row.batchId)?.push(row);
  return newest.map(({ batchId, createdAt }) => ({
    batchId,
    createdAt: createdAt.toISOString(),
    account: accountOf(byBatch.get(batchId) ?? []),
  }));
}

function accountOf(counts: readonly StateCount[]): Account {
  const of = (state: UploadState) => counts.find((row) => row.state === state)?.count ?? 0;
  return {
    uploaded: counts.reduce((sum, row) => sum + row.count, 0),
    published: of('published'),
    failed: of('failed'),
    unsupported: of('unsupported'),
    duplicate: of('duplicate'),
    inFlight: of('in-flight'),
  };
}

function ofBatch(batch: BatchId | undefined) {
  return batch === undefined ? undefined : eq(uploads.batchId, batch);
}
