import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Catalogue, Delivery, DeliveryBacklog } from './catalogue.ts';
import { type Database, rows, textArray } from './database.ts';
import { deliveries } from './schema.ts';

/** A publisher that has not sent within this time has died, in seconds. */
const overdueSeconds = 60;

const deliveryColumns = {
  resultId: deliveries.resultId,
  queue: deliveries.queue,
  resultKey: deliveries.resultKey,
};

export function createDeliveries(
  db: Database,
): Pick<Catalogue, 'markSent' | 'markAcknowledged' | 'undelivered' | 'deliveryBacklog'> {
  return {
    markSent: (delivery, redisEpoch) => markSent(db, delivery, redisEpoch),
    markAcknowledged: (queue, resultIds) => markAcknowledged(db, queue, resultIds),
    undelivered: (redisEpoch, limit) => undelivered(db, redisEpoch, limit),
    deliveryBacklog: () => deliveryBacklog(db),
  };
}

async function markSent(db: Database, delivery: Delivery, redisEpoch: string): Promise<void> {
  await db
    .update(deliveries)
    .set({ sentAt: sql`now()`, sentEpoch: redisEpoch })
    .where(and(eq(deliveries.resultId, delivery.resultId), eq(deliveries.queue, delivery.queue)));
}

async function markAcknowledged(db: Database, queue: string, resultIds: readonly string[]): Promise<void> {
  const locked = db
    .select({ id: deliveries.resultId })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.queue, queue),
        sql`${deliveries.resultId} = any(${textArray(resultIds)})`,
        isNull(deliveries.acknowledgedAt),
      ),
    )
    .orderBy(asc(deliveries.resultId))
    .for('update');
  await db
    .update(deliveries)
    .set({ acknowledgedAt: sql`now()` })
    .where(and(eq(deliveries.queue, queue), sql`${deliveries.resultId} in ${locked}`));
}

function undelivered(db: Database, redisEpoch: string, limit: number): Promise<Delivery[]> {
  return db
    .select(deliveryColumns)
    .from(deliveries)
    .where(
      and(
        isNull(deliveries.acknowledgedAt),
        sql`case when ${deliveries.sentAt} is null
          then ${deliveries.createdAt} < now() - ${overdueSeconds}::float8 * interval '1 second'
          else ${deliveries.sentEpoch} <> ${redisEpoch} end`,
      ),
    )
    .orderBy(asc(deliveries.createdAt), asc(deliveries.resultId), asc(deliveries.queue))
    .limit(limit);
}

/** Reads what is open alone: the index `deliveries_open`. */
function deliveryBacklog(db: Database): Promise<DeliveryBacklog[]> {
  return rows<DeliveryBacklog>(
    db,
    sql`select queue,
        count(*) filter (where sent_at is null)::int as pending,
        count(*) filter (where sent_at is not null)::int as unacknowledged,
        extract(epoch from now() - min(created_at))::float8 as "oldestSeconds"
      from deliveries where acknowledged_at is null group by queue`,
  );
}
