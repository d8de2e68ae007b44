import { BatchId, BatchSteering, PriorityRequest } from '@nianbao/contracts';
import { type Route, route } from '@nianbao/http-api';
import { z } from 'zod';
import type { ConsoleDeps } from '../console-deps.ts';
import { consoleProblem } from '../console-problem.ts';

type Change = Parameters<ConsoleDeps['catalogue']['steer']>[2];
type MoveJobs = () => Promise<number>;

const common = {
  tag: 'batches',
  role: 'operator',
  params: z.object({ batch: BatchId }),
  answers: { 200: BatchSteering },
} as const;

/** What an operator does to a batch. */
export function batchSteeringRoutes(deps: ConsoleDeps): Route[] {
  const { catalogue, pipeline } = deps;
  return [
    route({
      ...common,
      id: 'pause-batch',
      method: 'post',
      path: '/api/batches/:batch/pause',
      summary: {
        zh: '暂停一个批次：其文件不再处理，其他批次照常',
        en: 'Pause a batch: its files are put off, other batches go on',
      },
      handle: ({ params: { batch } }) => steerBatch(deps, batch, { paused: true }, async () => 0),
    }),
    route({
      ...common,
      id: 'resume-batch',
      method: 'post',
      path: '/api/batches/:batch/resume',
      summary: { zh: '恢复一个批次', en: 'Resume a batch' },
      handle: ({ params: { batch } }) =>
        steerBatch(deps, batch, { paused: false }, async () => {
          await catalogue.resumeBatch(batch);
          return pipeline.steer.release(batch);
        }),
    }),
    route({
      ...common,
      id: 'set-batch-priority',
      method: 'put',
      path: '/api/batches/:batch/priority',
      summary: {
        zh: '改变一个批次的优先级，等待中的文件随之移动',
        en: 'Change a batch’s priority; its waiting files move',
      },
      body: PriorityRequest,
      handle: ({ params: { batch }, body: { priority } }) =>
        steerBatch(deps, batch, { priority }, () => pipeline.steer.reprioritize(batch)),
    }),
  ];
}

/**
 * Recorded first: if the queues do not answer now, the sweep tells them later. Jobs that could not be let go ask again by themselves,
 * see run-worker.
 */
async function steerBatch(
  { catalogue, pipeline, log }: ConsoleDeps,
  batch: BatchId,
  change: Change,
  moveJobs: MoveJobs,
): Promise<BatchSteering> {
  if (!(await catalogue.hasBatch(batch))) throw consoleProblem('BATCH_UNKNOWN', batch);
  const steering = await catalogue.steer('batch', batch, change);
  await pipeline.inTime(pipeline.steer.apply([steering]));
  const jobs = await moveJobs();
  const { pausedAt, priority } = steering;
  log.info({ event: 'steer', batchId: batch, pausedAt, priority, jobs }, 'batch steered');
  return { batchId: batch, pausedAt, priority, jobs };
}
