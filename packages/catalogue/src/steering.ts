import type { BatchId, Steering } from '@nianbao/contracts';
import { and, eq, sql } from 'drizzle-orm';
import type { SteeringChange, SteeringRecord } from './catalogue.ts';
import type { Database } from './database/database.ts';
import { batches, steering, uploads } from './schema.ts';

/** A condition on uploads. */
export const ofPausedBatch = sql`exists (select 1 from steering
  where scope = 'batch' and name = ${uploads.batchId} and paused_at is not null)`;

/** Above every version given before, also when an older copy of the database came back: microseconds since 1970. */
const nextVersion = sql<number>`greatest(
  coalesce(${steering.version}, 0) + 1, (extract(epoch from clock_timestamp()) * 1000000)::bigint)`;

export function createSteeringRecord(db: Database): SteeringRecord {
  return {
    steering: async () => (await db.select().from(steering)).map(toSteering),
    steer: (scope, name, change) => steer(db, scope, name, change),
    hasBatch: async (batch) => {
      const found = await db.select().from(batches).where(eq(batches.batchId, batch)).limit(1);
      return found.length > 0;
    },
    resumeBatch: (batch) => resumeBatch(db, batch),
  };
}

async function steer(
  db: Database,
  scope: Steering['scope'],
  name: string,
  { paused, concurrency, priority }: SteeringChange,
): Promise<Steering> {
  const [row] = await db
    .insert(steering)
    .values({
      scope,
      name,
      version: sql`(extract(epoch from clock_timestamp()) * 1000000)::bigint`,
      pausedAt: paused ? sql`now()` : null,
      concurrency: concurrency ?? null,
      priority: priority ?? null,
    })
    .onConflictDoUpdate({
      target: [steering.scope, steering.name],
      set: {
        version: nextVersion,
        ...(paused !== undefined && { pausedAt: paused ? sql`coalesce(${steering.pausedAt}, now())` : null }),
        ...(concurrency !== undefined && { concurrency }),
        ...(priority !== undefined && { priority }),
      },
    })
    .returning();
  if (!row) throw new Error(`${scope} ${name} could not be recorded`);
  return toSteering(row);
}

async function resumeBatch(db: Database, batch: BatchId): Promise<void> {
  await db
    .update(uploads)
    .set({ enqueuedAt: sql`now()` })
    .where(and(eq(uploads.batchId, batch), eq(uploads.state, 'in-flight')));
}

function toSteering(row: typeof steering.$inferSelect): Steering {
  return { ...row, pausedAt: row.pausedAt?.toISOString() ?? null };
}
