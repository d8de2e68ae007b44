import { type StageName, type StageStatus, type Steering, stages } from '@nianbao/contracts';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { oldestWaitingSeconds } from './oldest-waiting.ts';

/** What Redis knows of a stage. */
export type QueueStatus = Omit<StageStatus, 'failed'>;

/** Depth of the stage's queue, who works on it and how it is steered. */
export async function queueStatus(
  redis: Redis,
  queue: Queue,
  stage: StageName,
  steering: Steering | undefined,
): Promise<QueueStatus> {
  const [counts, workers, paused, oldest, finishedPerMinute] = await Promise.all([
    queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed'),
    queue.getWorkersCount(),
    queue.isPaused(),
    oldestWaitingSeconds(redis, queue),
    finishedLastMinute(queue),
  ]);
  return {
    stage,
    title: stages[stage].title,
    waiting: (counts.waiting ?? 0) + (counts.prioritized ?? 0),
    active: counts.active ?? 0,
    delayed: counts.delayed ?? 0,
    workers,
    paused,
    pausedAt: steering?.pausedAt ?? null,
    concurrency: steering?.concurrency ?? null,
    defaultConcurrency: stages[stage].concurrency,
    oldestWaitingSeconds: oldest,
    finishedPerMinute,
  };
}

/** BullMQ counts by the minute and closes a minute with the first job of a later one. */
async function finishedLastMinute(queue: Queue): Promise<number> {
  const { meta, data } = await queue.getMetrics('completed', 0, 0);
  const minute = (at: number) => Math.floor(at / 60_000);
  const ago = minute(Date.now()) - minute(meta.prevTS);
  if (ago === 0) return data[0] ?? 0;
  return ago === 1 ? meta.count - meta.prevCount : 0;
}
