import {
  ReprocessChangesResponse,
  ReprocessDocumentsQuery,
  ReprocessDocumentsResponse,
  ReprocessFilter,
  ReprocessPublishRequest,
  ReprocessRun,
  ReprocessRunsQuery,
  ReprocessRunsResponse,
  RunId,
  type StageDefinition,
  stageNames,
  stages,
} from '@nianbao/contracts';
import { type Route, route } from '@nianbao/http-api';
import { problem } from '@nianbao/service-kit/http';
import { z } from 'zod';
import type { ConsoleDeps } from '../console-deps.ts';
import { consoleProblem } from '../console-problem.ts';
import { newRunId } from './new-run-id.ts';

const RunParams = z.object({ run: RunId });

/** Reading published reports anew: rehearse, look at the difference, publish or drop it. */
export function reprocessRoutes({ catalogue, config: { profiles } }: ConsoleDeps): Route[] {
  const found = (run: ReprocessRun | null) => {
    if (run) return run;
    throw problem('NOT_FOUND');
  };
  const decided = async (runId: string, decision: 'publish' | 'cancel', unchanged?: boolean) => {
    const before = found(await catalogue.reprocessRun(runId));
    const run = await catalogue.decideReprocess(runId, decision, unchanged);
    if (run) return run;
    throw consoleProblem('RUN_STATE', before.state);
  };
  return [
    route({
      id: 'start-reprocess',
      method: 'post',
      path: '/api/reprocess',
      tag: 'reprocess',
      role: 'operator',
      summary: { zh: '试读已发布的报告，比较差别', en: 'Rehearse reading published reports anew' },
      body: ReprocessFilter,
      answers: { 201: ReprocessRun },
      handle({ body }) {
        const target = { stages: rereadStages, profiles: profiles() };
        checkFilter(body, Object.keys(target.profiles));
        return catalogue.startReprocess(newRunId(), body, target);
      },
    }),
    route({
      id: 'list-reprocess',
      method: 'get',
      path: '/api/reprocess',
      tag: 'reprocess',
      role: 'reader',
      summary: { zh: '历次重新读取', en: 'Reprocessing runs' },
      query: ReprocessRunsQuery,
      answers: { 200: ReprocessRunsResponse },
      handle: async ({ query }) => ({ runs: await catalogue.reprocessRuns(query.limit) }),
    }),
    route({
      id: 'get-reprocess',
      method: 'get',
      path: '/api/reprocess/:run',
      tag: 'reprocess',
      role: 'reader',
      summary: { zh: '一次重新读取的进展', en: 'A reprocessing run' },
      params: RunParams,
      answers: { 200: ReprocessRun },
      handle: async ({ params }) => found(await catalogue.reprocessRun(params.run)),
    }),
    route({
      id: 'list-reprocess-changes',
      method: 'get',
      path: '/api/reprocess/:run/changes',
      tag: 'reprocess',
      role: 'reader',
      summary: { zh: '各类变化及示例', en: 'What a run would change, by kind' },
      params: RunParams,
      answers: { 200: ReprocessChangesResponse },
      handle: async ({ params }) => ({ groups: await catalogue.reprocessChanges(params.run) }),
    }),
    route({
      id: 'list-reprocess-documents',
      method: 'get',
      path: '/api/reprocess/:run/documents',
      tag: 'reprocess',
      role: 'reader',
      summary: { zh: '有变化的报告', en: 'The reports a run would change' },
      params: RunParams,
      query: ReprocessDocumentsQuery,
      answers: { 200: ReprocessDocumentsResponse },
      handle: ({ params, query }) =>
        catalogue.reprocessDocuments(params.run, query.after ?? null, query.limit),
    }),
    route({
      id: 'publish-reprocess',
      method: 'post',
      path: '/api/reprocess/:run/publish',
      tag: 'reprocess',
      role: 'operator',
      summary: { zh: '发布有变化的报告', en: 'Publish what a run changes' },
      params: RunParams,
      body: ReprocessPublishRequest,
      answers: { 200: ReprocessRun },
      handle: ({ params, body }) => decided(params.run, 'publish', body.unchanged),
    }),
    route({
      id: 'cancel-reprocess',
      method: 'post',
      path: '/api/reprocess/:run/cancel',
      tag: 'reprocess',
      role: 'operator',
      summary: { zh: '放弃一次重新读取', en: 'Drop a run' },
      params: RunParams,
      answers: { 200: ReprocessRun },
      handle: ({ params }) => decided(params.run, 'cancel'),
    }),
  ];
}

/** A misspelt stage or genre would find nothing and look like good news. */
function checkFilter({ stage, profile }: ReprocessFilter, profiles: readonly string[]): void {
  const known: string[] = rereadStages.map((target) => target.stage);
  if (stage !== undefined && !known.includes(stage))
    throw problem('BAD_REQUEST', {
      zh: `stage：可选 ${known.join('、')}`,
      en: `stage: one of ${known.join(', ')}`,
    });
  if (profile !== undefined && !profiles.includes(profile))
    throw problem('BAD_REQUEST', {
      zh: `profile：可选 ${profiles.join('、')}`,
      en: `profile: one of ${profiles.join(', ')}`,
    });
}

/**
 * The stages that read: `intake` keeps what it found, because the bytes do not change, and `publish` adds nothing. A stage
 * that stands in for another runs for some documents only.
 */
const rereadStages = stageNames
  .filter((stage) => stage !== 'intake' && stage !== 'publish')
  .map((stage) => {
    const { version, readsProfile, supersedes }: StageDefinition = stages[stage];
    return { stage, version, readsProfile, optional: supersedes !== undefined };
  });
