import { queueAddress } from '@nianbao/contracts';
import type { Logger } from '@nianbao/service-kit';
import { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { atMost, closeLimitMs } from '../at-most.ts';
import type { ErrorLog } from '../redis/error-log.ts';
import type { StageQueues } from './stage-queues.ts';
import { workerLock } from './worker-lock.ts';

export interface Scheduled {
  close(): Promise<void>;
}

interface ScheduleParts {
  redis: Redis;
  queues: StageQueues;
  log: Logger;
  onError: ErrorLog;
}

/** A task that runs many times a second need not be put back as often. */
const ensureEveryMs = 2_000;
/** Machines that share a Redis may differ by as much. */
const clocksDifferMs = 60_000;

/**
 * A repeated task as a BullMQ job scheduler: whichever process is free runs it, never two at once. The scheduler itself
 * lives in Redis, so it is put there again and again: an emptied Redis gets its sweep back.
 */
export async function schedule(
  { redis, queues, log, onError }: ScheduleParts,
  name: string,
  everyMs: number,
  task: (signal: AbortSignal) => Promise<void>,
): Promise<Scheduled> {
  const stop = new AbortController();
  const queue = queues.queue(name);
  await queue.setGlobalConcurrency(1);
  const ensure = async () => {
    const planned = await queue.getJobScheduler(name);
    // The clock was put back: the task would stand still until it is as late again.
    if ((planned?.next ?? 0) > Date.now() + everyMs + clocksDifferMs) await queue.removeJobScheduler(name);
    await queue.upsertJobScheduler(
      name,
      { every: everyMs },
      { name, opts: { removeOnComplete: true, removeOnFail: { count: 20 } } },
    );
  };
  const worker = new Worker(name, () => task(stop.signal), {
    connection: redis,
    prefix: queueAddress(name).prefix,
    concurrency: 1,
    ...workerLock(),
  });
  worker.on('failed', (_job, error) =>
    log.warn({ event: 'scheduled-task', task: name, error: error.message }, 'scheduled task failed'),
  );
  worker.on('error', onError);
  await ensure();
  const timer = setInterval(
    () =>
      ensure().catch((error: Error) =>
        log.warn({ event: 'schedule', task: name, error: error.message }, 'could not put the task back'),
      ),
    Math.max(everyMs, ensureEveryMs),
  );
  return {
    async close() {
      clearInterval(timer);
      stop.abort();
      await atMost(closeLimitMs, worker.close());
    },
  };
}
