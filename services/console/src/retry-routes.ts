import { RetryRequest, type RetryResponse } from '@nianbao/contracts';
import { parseRequest, problem, readJson } from '@nianbao/service-kit/http';
import { Hono } from 'hono';
import { type ConsoleDeps, fromQueue } from './console-deps.ts';

/** An epoch no Redis has: the next sweep enqueues what is in flight under it. */
export const noEpoch = 'none';

/** `POST /retry`: failed uploads go back in flight and are enqueued again. What they have so far is reused. */
export function retryRoutes(deps: ConsoleDeps): Hono {
  const app = new Hono();
  app.post('/retry', async (c) => {
    const request = parseRequest(RetryRequest, await readJson(c));
    const { ids, batch, code, stage, all } = request;
    if (!all && [ids, batch, code, stage].every((condition) => condition === undefined)) {
      throw problem('BAD_REQUEST', 'give ids, batch, code or stage, or all: true');
    }
    return c.json(await retryFailed(deps, request));
  });
  return app;
}

async function retryFailed(
  { catalogue, pipeline, log }: ConsoleDeps,
  request: RetryRequest,
): Promise<RetryResponse> {
  // Asked first: when Redis is away, nothing is reopened.
  const epoch = await fromQueue(pipeline.epoch());
  const { matched, uploads } = await catalogue.failed(request);
  const ids = uploads.map(({ uploadId }) => uploadId);
  await catalogue.reopen(ids, epoch);
  try {
    await fromQueue(pipeline.enqueueIntake(uploads));
  } catch (error) {
    await catalogue.markEnqueued(ids, noEpoch);
    throw error;
  }
  log.info({ event: 'retry', ...request, ids: request.ids?.length, matched, retried: ids.length }, 'retry');
  return { retried: ids.length, matched };
}
