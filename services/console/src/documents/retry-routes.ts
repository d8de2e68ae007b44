import {
  DiscardRequest,
  DiscardResponse,
  type FailureSelection,
  RetryRequest,
  RetryResponse,
} from '@nianbao/contracts';
import { type Route, route } from '@nianbao/http-api';
import { problem } from '@nianbao/service-kit/http';
import type { ConsoleDeps } from '../console-deps.ts';

const selection = {
  zh: '至少给出 ids、batch、code、stage 之一，或 all: true。dryRun 只计数。',
  en: 'Give at least one of ids, batch, code and stage, or all: true. dryRun only counts.',
};

/** What an operator does about failures. Retried uploads go back in flight; what they have so far is reused. */
export function retryRoutes(deps: ConsoleDeps): Route[] {
  return [
    route({
      id: 'retry-failures',
      method: 'post',
      path: '/api/retry',
      tag: 'failures',
      role: 'operator',
      summary: { zh: '重试失败的文件', en: 'Retry failed files' },
      description: selection,
      body: RetryRequest,
      answers: { 200: RetryResponse },
      handle: ({ body }) => retryFailed(deps, chosen(body)),
    }),
    route({
      id: 'discard-failures',
      method: 'post',
      path: '/api/discard',
      tag: 'failures',
      role: 'operator',
      summary: {
        zh: '把已处理的失败移出失败清单，并注明理由',
        en: 'Take failures that are dealt with off the list, with a reason',
      },
      description: selection,
      body: DiscardRequest,
      answers: { 200: DiscardResponse },
      handle: ({ body }) => deps.catalogue.discard(chosen(body)),
    }),
  ];
}

function chosen<S extends FailureSelection>(request: S): S {
  const { ids, batch, code, stage, all } = request;
  if (!all && [ids, batch, code, stage].every((condition) => condition === undefined))
    throw problem('BAD_REQUEST', {
      zh: '请给出 ids、batch、code 或 stage，或 all: true',
      en: 'give ids, batch, code or stage, or all: true',
    });
  return request;
}

async function retryFailed(
  { catalogue, pipeline, log }: ConsoleDeps,
  request: RetryRequest,
): Promise<RetryResponse> {
  // Asked first: when Redis is away, nothing is reopened.
  const epoch = await pipeline.inTime(pipeline.epoch());
  const { matched, uploads } = await catalogue.failed(request);
  if (request.dryRun) return { retried: 0, matched };
  const ids = uploads.map(({ uploadId }) => uploadId);
  await catalogue.reopen(ids);
  await pipeline.inTime(pipeline.enqueueIntake(uploads));
  await catalogue.markEnqueued(ids, epoch);
  log.info({ event: 'retry', ...request, ids: request.ids?.length, matched, retried: ids.length }, 'retry');
  return { retried: ids.length, matched };
}
