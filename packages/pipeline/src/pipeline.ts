import { IntakeJob, type StageJob, type StageName, stageNames } from '@nianbao/contracts';
import type { Logger } from '@nianbao/service-kit';
import type { Telemetry } from 'bullmq';
import type { Redis } from 'ioredis';
import { createDeliveries, type Deliveries } from './deliveries/deliveries.ts';
import { forgetJobs } from './queues/forget-jobs.ts';
import { type QueueStatus, queueStatus } from './queues/queue-status.ts';
import { type Scheduled, schedule } from './queues/schedule.ts';
import { createStageQueues, type StageQueues } from './queues/stage-queues.ts';
import { answersInTime } from './redis/answers-in-time.ts';
import { createErrorLog } from './redis/error-log.ts';
import { createLookHistory, type LookHistory } from './redis/look-history.ts';
import { connectRedis } from './redis/redis.ts';
import { redisEpoch } from './redis/redis-epoch.ts';
import { createTokenBuckets, type TokenBuckets } from './redis/token-buckets.ts';
import { releaseHeldJobs } from './steering/release-held-jobs.ts';
import { createSteer, type Steer } from './steering/steer.ts';
import { createSteeringBoard, type SteeringBoard } from './steering/steering-board.ts';

/** An upload and how it is to be read. */
export type EnqueuedUpload = Omit<IntakeJob, 'enqueuedAt'>;

export interface PipelineOptions {
  redisUrl: string;
  log: Logger;
  /** Results waiting on one queue before further ones are held back. */
  resultQueueLimit?: number;
  /** From queue-telemetry.ts, when traces are wanted. */
  telemetry?: Telemetry | undefined;
}

/** Everything the services ask of Redis. One per process. */
export interface Pipeline extends Deliveries {
  readonly redis: Redis;
  readonly queues: StageQueues;
  /** What operators set, as workers see it. */
  readonly steering: SteeringBoard;
  readonly steer: Steer;
  readonly looks: LookHistory;
  readonly tokenBuckets: TokenBuckets;
  /**
   * Enqueues uploads for `intake`; those waiting or running already are left as they are. An upload that went its way before
   * starts anew, and every artefact already made is reused.
   */
  enqueueIntake(uploads: readonly EnqueuedUpload[]): Promise<void>;
  enqueueStage(stage: StageName, job: StageJob): Promise<void>;
  /** Depth of every stage's queue. Failed jobs leave Redis; the ledger counts them. */
  stageStatus(): Promise<QueueStatus[]>;
  /** The name of this Redis data set; see redis-epoch.ts. */
  epoch(): Promise<string>;
  /** Counts shares of work of a batch, for fair priorities; anew when nothing came for an hour. Returns the number before these. */
  batchPosition(batchId: string, count: number): Promise<number>;
  /** Takes the jobs about these documents, uploads and results out of every queue; returns those a worker has in hand. See forget-jobs.ts. */
  forget(ids: readonly string[]): Promise<Set<string>>;
  /** Lets go of the jobs that workers have in hand, where none can be alive. Returns how many; see release-held-jobs.ts. */
  releaseHeld(): Promise<number>;
  /** Runs a task every `everyMs` on one worker of all processes, and once at start. */
  schedule(name: string, everyMs: number, task: (signal: AbortSignal) => Promise<void>): Promise<Scheduled>;
  /** What `work` on this pipeline gives; rejects with UnansweredError when Redis is silent meanwhile. See answers-in-time.ts. */
  inTime<T>(work: Promise<T>): Promise<T>;
  /** Rejects with UnansweredError when Redis does not answer. */
  ping(): Promise<unknown>;
  close(): Promise<void>;
}

export function createPipeline(options: PipelineOptions): Pipeline {
  const { redisUrl, log, resultQueueLimit = 5_000, telemetry } = options;
  const onError = createErrorLog(log);
  const { redis, disconnect } = connectRedis(redisUrl, onError);
  const board = createSteeringBoard(redis);
  const queues = createStageQueues(redis, board, onError, telemetry);
  const deliveries = createDeliveries(redis, queues, resultQueueLimit, onError);
  const enqueueIntake = async (uploads: readonly EnqueuedUpload[]) => {
    const enqueuedAt = new Date().toISOString();
    // Parsed, because callers hand over ledger rows that know more than a job should carry.
    if (uploads.length > 0)
      await queues.addIntake(uploads.map((upload) => IntakeJob.parse({ ...upload, enqueuedAt })));
  };
  return {
    redis,
    queues,
    steering: board,
    steer: createSteer(redis, board, queues),
    looks: createLookHistory(redis),
    tokenBuckets: createTokenBuckets(redis),
    ...deliveries,
    enqueueIntake,
    enqueueStage: (stage, job) => queues.addStage(stage, job),
    async stageStatus() {
      const steered = await board.stages();
      return Promise.all(
        stageNames.map((stage) => queueStatus(redis, queues.queue(stage), stage, steered.get(stage))),
      );
    },
    epoch: () => redisEpoch(redis),
    async batchPosition(batchId, count) {
      const key = `nianbao:batch-position:${batchId}`;
      const after = await redis.incrby(key, count);
      await redis.expire(key, 3_600);
      return after - count;
    },
    forget: (ids) => forgetJobs(redis, queues, new Set(ids)),
    releaseHeld: () => releaseHeldJobs(redis),
    schedule: (name, everyMs, task) => schedule({ redis, queues, log, onError }, name, everyMs, task),
    inTime: (work) => answersInTime(redis, work),
    ping: () => answersInTime(redis, redis.ping()),
    async close() {
      await queues.close();
      disconnect();
    },
  };
}
