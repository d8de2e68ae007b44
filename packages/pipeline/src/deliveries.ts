import { queueAddress, type ResultMessage } from '@nianbao/contracts';
import { QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import { atMost, closeLimitMs } from './at-most.ts';
import type { ErrorLog } from './error-log.ts';
import type { StageQueues } from './stage-queues.ts';

/** Consumers get twelve attempts over about an hour; then the message stays in the failed set, the queue's dead letters. */
const deliveryAttempts = 12;
const deliveryBackoffMs = 1_000;
/** Finished messages are kept a day so that a repeated delivery is recognised by its job id. */
const keepFinishedSeconds = 86_400;
const keepFinishedCount = 20_000;
const acknowledgeIntervalMs = 500;

export interface Deliveries {
  /** Puts a result on a subscription queue. False when the queue is full: the delivery stays pending. */
  deliver(queue: string, message: ResultMessage): Promise<boolean>;
  /** Calls back with the result ids that consumers have finished, in small groups. */
  onAcknowledged(
    queue: string,
    acknowledge: (resultIds: string[]) => Promise<void>,
  ): Promise<{ close(): Promise<void> }>;
}

/** Results on their way to subscription queues. */
export function createDeliveries(
  redis: Redis,
  queues: StageQueues,
  limit: number,
  onError: ErrorLog,
): Deliveries {
  return {
    async deliver(name, message) {
      const queue = queues.queue(name);
      if ((await queue.getJobCountByTypes('waiting', 'delayed')) >= limit) return false;
      await queue.add('result', message, {
        jobId: `result-${message.resultId}`,
        attempts: deliveryAttempts,
        backoff: { type: 'exponential', delay: deliveryBackoffMs, jitter: 0.5 },
        removeOnComplete: { age: keepFinishedSeconds, count: keepFinishedCount },
      });
      return true;
    },
    async onAcknowledged(name, acknowledge) {
      // Of its own, because it blocks; QueueEvents does not end a connection it was given.
      const connection = redis.duplicate();
      const events = new QueueEvents(name, { connection, prefix: queueAddress(name).prefix });
      events.on('error', onError);
      const finished = new Set<string>();
      events.on('completed', ({ jobId }) => finished.add(jobId.replace(/^result-/, '')));
      const flush = async () => {
        if (finished.size === 0) return;
        const ids = [...finished];
        finished.clear();
        // A group that cannot be noted now is noted with the next one.
        await acknowledge(ids).catch(() => {
          for (const id of ids) finished.add(id);
        });
      };
      const timer = setInterval(flush, acknowledgeIntervalMs);
      await events.waitUntilReady();
      return {
        async close() {
          clearInterval(timer);
          await flush();
          await atMost(closeLimitMs, events.close());
          connection.disconnect();
        },
      };
    },
  };
}
