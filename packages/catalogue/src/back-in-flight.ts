import { sql } from 'drizzle-orm';

/** What an upload's row becomes when it is to go its way once more, under this epoch of Redis. */
export function backInFlight(redisEpoch: string) {
  return {
    state: 'in-flight',
    redisEpoch,
    enqueuedAt: sql`now()`,
    finishedAt: null,
    stage: null,
    code: null,
    discardedAt: null,
    discardReason: null,
  } as const;
}
