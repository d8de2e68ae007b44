import { maxReceiverDeaths, queueAddress } from '@nianbao/contracts';
import { UnrecoverableError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { atMost } from '../at-most.ts';
import type { Scheduled } from '../queues/schedule.ts';
import type { StageQueues } from '../queues/stage-queues.ts';
import { workerLock } from '../queues/worker-lock.ts';
import type { ErrorLog } from '../redis/error-log.ts';

/** What became of one attempt. `final`: another would end the same way. `waitMs`: nothing is to be sent to this far end for so long. */
export type AttemptOutcome =
  | { ok: true; detail: string }
  | { ok: false; error: string; final?: boolean; waitMs?: number };

export interface DeliveryWork {
  queue: string;
  concurrency: number;
  /** Longer than any attempt takes. */
  graceMs: number;
  /** `attempt` counts from 1. */
  deliver(data: unknown, attempt: number): Promise<AttemptOutcome>;
}

/** No limit of its own, but BullMQ minds a queue's rest (`rateLimit`) only where there is one. */
const limiter = { max: Number.MAX_SAFE_INTEGER, duration: 1_000 };

/** Takes messages of one queue to their far end: the queue's own retries and dead letters do the rest. */
export function runDeliveryWorker(
  redis: Redis,
  queues: StageQueues,
  onError: ErrorLog,
  { queue, concurrency, graceMs, deliver }: DeliveryWork,
): Scheduled {
  const worker = new Worker(
    queue,
    async (job) => {
      const outcome = await deliver(job.data, job.attemptsMade + 1);
      if (outcome.ok) return outcome.detail;
      if (outcome.waitMs !== undefined) await queues.queue(queue).rateLimit(outcome.waitMs);
      throw outcome.final ? new UnrecoverableError(outcome.error) : new Error(outcome.error);
    },
    {
      connection: redis,
      prefix: queueAddress(queue).prefix,
      concurrency,
      limiter,
      ...workerLock(),
      maxStalledCount: maxReceiverDeaths,
      ...queues.telemetry,
    },
  );
  worker.on('error', onError);
  return { close: () => atMost(graceMs, worker.close()) };
}
