import {
  ConcurrencyRequest,
  DrainRequest,
  DrainResponse,
  PromoteRequest,
  PromoteResponse,
  type StageName,
  StageSteering,
  stageNames,
} from '@nianbao/contracts';
import { type Route, route } from '@nianbao/http-api';
import { z } from 'zod';
import type { ConsoleDeps } from '../console-deps.ts';

type Change = Parameters<ConsoleDeps['catalogue']['steer']>[2];

const StageParams = z.object({ stage: z.enum(stageNames) });
const common = { tag: 'queues', role: 'operator', params: StageParams } as const;

/** What an operator does to a stage. */
export function stageSteeringRoutes(deps: ConsoleDeps): Route[] {
  return [...settingRoutes(deps), ...queueRoutes(deps)];
}

/** Kept in the catalogue and obeyed by the workers of all machines. */
function settingRoutes(deps: ConsoleDeps): Route[] {
  const answers = { 200: StageSteering };
  return [
    route({
      ...common,
      id: 'pause-stage',
      method: 'post',
      path: '/api/stages/:stage/pause',
      summary: {
        zh: '暂停一个阶段：已在处理的做完，不再取新的',
        en: 'Pause a stage: what runs is finished, nothing more is taken',
      },
      answers,
      handle: ({ params }) => steerStage(deps, params.stage, { paused: true }),
    }),
    route({
      ...common,
      id: 'resume-stage',
      method: 'post',
      path: '/api/stages/:stage/resume',
      summary: { zh: '恢复一个阶段', en: 'Resume a stage' },
      answers,
      handle: ({ params }) => steerStage(deps, params.stage, { paused: false }),
    }),
    route({
      ...common,
      id: 'set-stage-concurrency',
      method: 'put',
      path: '/api/stages/:stage/concurrency',
      summary: {
        zh: '设置每个工作进程同时处理的件数（1–64，null 为默认），数秒内生效',
        en: 'Jobs at a time per worker process (1-64, null: the default), followed within seconds',
      },
      body: ConcurrencyRequest,
      answers,
      handle: ({ params, body }) => steerStage(deps, params.stage, body),
    }),
  ];
}

function queueRoutes({ pipeline, log }: ConsoleDeps): Route[] {
  const left = async (stage: StageName) => {
    const status = (await pipeline.inTime(pipeline.stageStatus())).find((each) => each.stage === stage);
    return { waiting: status?.waiting ?? 0, delayed: status?.delayed ?? 0 };
  };
  return [
    route({
      ...common,
      id: 'drain-stage',
      method: 'post',
      path: '/api/stages/:stage/drain',
      summary: {
        zh: '清空一个阶段的等待队列：这些文件记为失败（DRAINED），可以重试',
        en: 'Empty a stage’s queue: the files fail as DRAINED and can be retried',
      },
      body: DrainRequest,
      answers: { 200: DrainResponse },
      async handle({ params: { stage }, body: { reason, limit } }) {
        const drained = await pipeline.steer.drain(stage, reason, limit);
        log.info({ event: 'drain', stage, drained, reason }, 'stage drained');
        const { waiting, delayed } = await left(stage);
        return { drained, left: waiting + delayed };
      },
    }),
    route({
      ...common,
      id: 'promote-stage',
      method: 'post',
      path: '/api/stages/:stage/promote',
      summary: { zh: '让延后的任务立即排队', en: 'Queue delayed jobs now' },
      body: PromoteRequest,
      answers: { 200: PromoteResponse },
      async handle({ params: { stage }, body }) {
        const promoted = await pipeline.steer.promote(stage, body.limit);
        return { promoted, left: (await left(stage)).delayed };
      },
    }),
  ];
}

/** Recorded first: if the queues do not answer now, the sweep tells them later. */
async function steerStage(
  { catalogue, pipeline, log }: ConsoleDeps,
  stage: StageName,
  change: Change,
): Promise<StageSteering> {
  const steering = await catalogue.steer('stage', stage, change);
  await pipeline.inTime(pipeline.steer.apply([steering]));
  const { pausedAt, concurrency } = steering;
  log.info({ event: 'steer', stage, pausedAt, concurrency }, 'stage steered');
  return { stage, pausedAt, concurrency };
}
