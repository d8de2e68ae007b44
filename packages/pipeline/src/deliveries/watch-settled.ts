import { queueAddress } from '@nianbao/contracts';
import { QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import { atMost, closeLimitMs } from '../at-most.ts';
import type { Scheduled } from '../queues/schedule.ts';
import type { ErrorLog } from '../redis/error-log.ts';

/** The end of a message: with an error it is a dead letter. */
export interface SettledDelivery {
  key: string;
  error?: string;
}

const flushIntervalMs = 250;
const jobPrefix = 'result-';

export function jobIdOf(key: string): string {
  return `${jobPrefix}${key}`;
}

/** Hears which messages of a queue were finished or given up, whoever consumes them. */
export async function watchSettled(
  redis: Redis,
  onError: ErrorLog,
  name: string,
  settle: (settled: SettledDelivery[]) => Promise<void>,
): Promise<Scheduled> {
  // Of its own, because it blocks; QueueEvents does not end a connection it was given.
  const connection = redis.duplicate();
  const events = new QueueEvents(name, { connection, prefix: queueAddress(name).prefix });
  events.on('error', onError);
  let heard = new Map<string, SettledDelivery>();
  const hear = (jobId: string, end: Omit<SettledDelivery, 'key'>) => {
    const key = jobId.slice(jobPrefix.length);
    if (jobId.startsWith(jobPrefix)) heard.set(key, { key, ...end });
  };
  events.on('completed', ({ jobId }) => hear(jobId, {}));
  events.on('failed', ({ jobId, failedReason }) => hear(jobId, { error: failedReason }));
  const flush = async () => {
    if (heard.size === 0) return;
    const group = heard;
    heard = new Map();
    // A group that cannot be noted now is noted with the next one.
    await settle([...group.values()]).catch(() => {
      heard = new Map([...group, ...heard]);
    });
  };
  const timer = setInterval(flush, flushIntervalMs);
  await events.waitUntilReady();
  return {
    async close() {
      clearInterval(timer);
      await flush();
      await atMost(closeLimitMs, events.close());
      connection.disconnect();
    },
  };
}
