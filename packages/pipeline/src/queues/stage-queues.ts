import {
  type IntakeJob,
  queueAddress,
  type StageJob,
  type StageName,
  stages,
  steeredPriority,
} from '@nianbao/contracts';
import { type JobsOptions, Queue, type Telemetry } from 'bullmq';
import type { Redis } from 'ioredis';
import { failureFingerprint, stageFingerprint } from '../artefacts/fingerprint.ts';
import { atMost, closeLimitMs } from '../at-most.ts';
import type { ErrorLog } from '../redis/error-log.ts';
import type { SteeringBoard } from '../steering/steering-board.ts';

export interface StageQueues {
  /** Any queue by name; opened once, closed with the rest. */
  queue(name: string): Queue;
  /** For workers: an option of BullMQ's, when tracing is on. */
  telemetry: { telemetry?: Telemetry };
  addIntake(jobs: readonly IntakeJob[]): Promise<void>;
  /** Adding work that is waiting or running already changes nothing: the job id names the work. */
  addStage(stage: StageName, job: StageJob): Promise<void>;
  close(): Promise<void>;
}

export function createStageQueues(
  redis: Redis,
  board: SteeringBoard,
  onError: ErrorLog,
  traced: Telemetry | undefined,
): StageQueues {
  const telemetry = traced ? { telemetry: traced } : {};
  const open = new Map<string, Queue>();
  const queue = (name: string) => {
    const known = open.get(name);
    if (known) return known;
    const { prefix } = queueAddress(name);
    const made = new Queue(name, { connection: redis, prefix, ...telemetry });
    made.on('error', onError);
    open.set(name, made);
    return made;
  };
  /** Jobs carry the priority they were uploaded with; their batch may have been given another since. */
  async function prioritize(jobs: readonly { batchId: string; priority: number }[]): Promise<number[]> {
    const steered = await board.read('batch', [...new Set(jobs.map(({ batchId }) => batchId))]);
    return jobs.map(({ batchId, priority }) =>
      steeredPriority(priority, steered.get(batchId)?.priority ?? null),
    );
  }
  return {
    queue,
    telemetry,
    async addIntake(jobs) {
      // One upload goes on in the trace of the request that brought it. Of many, each begins its own.
      const trace = jobs.length > 1 ? { telemetry: { omitContext: true } } : {};
      const priorities = await prioritize(jobs);
      await queue('intake').addBulk(
        jobs.map((job, at) => ({
          name: 'intake',
          data: job,
          opts: {
            ...stageJobOptions('intake'),
            ...trace,
            jobId: `intake-${job.uploadId}`,
            priority: priorities[at] ?? job.priority,
          },
        })),
      );
    },
    async addStage(stage, job) {
      const rehearsal = job.rehearsal === undefined ? '' : `-${job.rehearsal}`;
      const jobId = `${stage}-${job.documentId}-${workFingerprint(stage, job)}${rehearsal}`;
      const [priority = job.priority] = await prioritize([
        { batchId: job.source.batchId, priority: job.priority },
      ]);
      await queue(stage).add(stage, job, { ...stageJobOptions(stage), jobId, priority });
    },
    async close() {
      await atMost(closeLimitMs, Promise.all([...open.values()].map((each) => each.close())));
    },
  };
}

function workFingerprint(stage: StageName, job: StageJob): string {
  return job.failure ? failureFingerprint({ ...job, failure: job.failure }) : stageFingerprint(stage, job);
}

/** Finished jobs leave Redis at once: the ledger and the results keep what happened, and a kept job id would block a re-run. */
function stageJobOptions(stage: StageName): JobsOptions {
  const { attempts, backoffMs } = stages[stage];
  return {
    attempts,
    backoff: { type: 'exponential', delay: backoffMs, jitter: 0.5 },
    removeOnComplete: true,
    removeOnFail: true,
    stackTraceLimit: 5,
  };
}
