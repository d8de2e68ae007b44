import { queueAddress } from '@nianbao/contracts';
import { UnrecoverableError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { atMost } from './at-most.ts';
import type { ErrorLog } from './error-log.ts';
import type { Scheduled } from './schedule.ts';

/** What became of one attempt. `final`: another would end the same way. */
export type AttemptOutcome = { ok: true; detail: string } | { ok: false; error: string; final?: boolean };

export interface DeliveryWork {
  queue: string;
  concurrency: number;
  /** Longer than any attempt takes. */
  graceMs: number;
  /** `attempt` counts from 1. */
  deliver(data: unknown, attempt: number): Promise<AttemptOutcome>;
}

/** Takes messages of one queue to their far end: the queue's own retries and dead letters do the rest. */
export function runDeliveryWorker(
  redis: Redis,
  onError: ErrorLog,
  { queue, concurrency, graceMs, deliver }: DeliveryWork,
): Scheduled {
  const worker = new Worker(
    queue,
    async (job) => {
      const outcome = await deliver(job.data, job.attemptsMade + 1);
      if (outcome.ok) return outcome.detail;
      throw outcome.final ? new UnrecoverableError(outcome.error) : new Error(outcome.error);
    },
    { connection: redis, prefix: queueAddress(queue).prefix, concurrency },
  );
  worker.on('error', onError);
  return { close: () => atMost(graceMs, worker.close()) };
}
