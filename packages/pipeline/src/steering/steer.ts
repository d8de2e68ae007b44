import {
  type BatchId,
  type IntakeJob,
  isStageName,
  type StageJob,
  type StageName,
  type Steering,
  stageNames,
  stages,
  steeredPriority,
} from '@nianbao/contracts';
import type { Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { failedJob } from '../queues/failed-job.ts';
import { queuedJobs } from '../queues/queued-jobs.ts';
import type { StageQueues } from '../queues/stage-queues.ts';
import type { SteeringBoard } from './steering-board.ts';

/** What operators do to queues. */
export interface Steer {
  /** Makes the queues what the catalogue says; older versions than those known change nothing. Safe to repeat. */
  apply(steerings: readonly Steering[]): Promise<void>;
  /** Lets go the jobs that workers put off while the batch was paused. Returns how many. */
  release(batch: BatchId): Promise<number>;
  /** Moves the batch's waiting jobs to where its priority puts them. Returns how many. */
  reprioritize(batch: BatchId): Promise<number>;
  /**
   * Takes waiting and delayed jobs of a stage out; their uploads fail as DRAINED. An upload whose failure is on its way to be
   * published already is left alone. Broken off, it loses nothing: the sweep enqueues again what it took and could not fail.
   */
  drain(stage: StageName, reason: string, limit: number): Promise<number>;
  /** Delayed jobs of a stage need not wait any longer. */
  promote(stage: StageName, limit: number): Promise<number>;
}

const delayed = ['delayed'] as const;
const waiting = ['prioritized', 'wait', 'delayed'] as const;

export function createSteer(redis: Redis, board: SteeringBoard, queues: StageQueues): Steer {
  const forJobs = createForJobs(redis, queues);
  return {
    async apply(steerings) {
      for (const steering of steerings) {
        await board.write(steering);
        if (steering.scope === 'stage' && isStageName(steering.name))
          await alignQueue(board, queues.queue(steering.name), steering.name);
      }
    },
    release: (batch) =>
      inAllStages((stage) => forJobs(stage, delayed, (job) => ofBatch(job, batch), promoted)),
    async reprioritize(batch) {
      const level = (await board.read('batch', [batch])).get(batch)?.priority ?? null;
      const move = async (job: Job) => {
        const priority = steeredPriority((job.data as StageJob).priority, level);
        if (job.priority === priority) return false;
        return done(job.changePriority({ priority }));
      };
      return inAllStages((stage) => forJobs(stage, waiting, (job) => ofBatch(job, batch), move));
    },
    drain: (stage, reason, limit) =>
      forJobs(stage, waiting, isUnfailed, (job) => drained(queues, stage, job, reason), limit),
    promote: (stage, limit) => forJobs(stage, delayed, () => true, promoted, limit),
  };
}

/** Another may have steered in between: looks again until queue and board agree. */
async function alignQueue(board: SteeringBoard, queue: Queue, stage: StageName): Promise<void> {
  for (;;) {
    const paused = Boolean((await board.read('stage', [stage])).get(stage)?.pausedAt);
    if ((await queue.isPaused()) === paused) return;
    await (paused ? queue.pause() : queue.resume());
  }
}

async function inAllStages(work: (stage: StageName) => Promise<number>): Promise<number> {
  const counts = await Promise.all(stageNames.map(work));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Does `work` to a stage's jobs in these states, page by page, until `limit` were done. Returns how many. */
type ForJobs = (
  stage: StageName,
  states: Parameters<typeof queuedJobs>[2],
  wanted: (job: Job) => boolean,
  work: (job: Job) => Promise<boolean>,
  limit?: number,
) => Promise<number>;

function createForJobs(redis: Redis, queues: StageQueues): ForJobs {
  return async (stage, states, wanted, work, limit = Infinity) => {
    let count = 0;
    for await (const page of queuedJobs(redis, queues.queue(stage), states)) {
      const chosen = page.filter(wanted).slice(0, limit - count);
      count += (await Promise.all(chosen.map(work))).filter(Boolean).length;
      if (count >= limit) break;
    }
    return count;
  };
}

function ofBatch({ data }: Job, batch: BatchId): boolean {
  const { source, batchId } = data as { source?: { batchId?: string }; batchId?: string };
  return (source?.batchId ?? batchId) === batch;
}

const isUnfailed = ({ data }: Job) => (data as Partial<StageJob>).failure === undefined;

const promoted = (job: Job) => done(job.promote());

/** False when a worker was faster. */
async function done(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}

async function drained(queues: StageQueues, stage: StageName, job: Job, reason: string): Promise<boolean> {
  const parsed = stages[stage].job.safeParse(job.data);
  if (!parsed.success || !(await done(job.remove()))) return false;
  const attempts = Math.max(1, job.attemptsMade);
  const failure = { stage, code: 'DRAINED', detail: reason, attempts } as const;
  await queues.addStage('publish', failedJob(parsed.data as StageJob | IntakeJob, failure));
  return true;
}
