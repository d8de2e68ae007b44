import { sql } from 'drizzle-orm';

/** An epoch no Redis has: until `markEnqueued` says that the job stands in Redis, the next sweep enqueues the upload. */
export const noEpoch = 'none';

/** What an upload's row becomes when it is to go its way once more. */
export const backInFlight = {
  state: 'in-flight',
  redisEpoch: noEpoch,
  enqueuedAt: sql`now()`,
  finishedAt: null,
  stage: null,
  code: null,
  discardedAt: null,
  discardReason: null,
} as const;
