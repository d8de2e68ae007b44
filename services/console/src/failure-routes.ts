import { BatchId, type FailuresResponse, type RereadResponse } from '@nianbao/contracts';
import { parseRequest } from '@nianbao/service-kit/http';
import { Hono } from 'hono';
import { z } from 'zod';
import { type ConsoleDeps, fromQueue } from './console-deps.ts';
import { findDocument } from './find-document.ts';
import { noEpoch } from './retry-routes.ts';

const FailuresQuery = z.object({ batch: BatchId.optional() });

/** `GET /failures?batch=` and `POST /documents/:id/reread`. */
export function failureRoutes(deps: ConsoleDeps): Hono {
  const { catalogue } = deps;
  const app = new Hono();
  app.get('/failures', async (c) => {
    const { batch } = parseRequest(FailuresQuery, c.req.query());
    const [groups, account] = await Promise.all([catalogue.failureGroups(batch), catalogue.account(batch)]);
    const answer: FailuresResponse = { groups, account };
    return c.json(answer);
  });
  app.post('/documents/:id/reread', async (c) => {
    const { uploadId } = await findDocument(deps, c.req.param('id'));
    return c.json(await reread(deps, uploadId));
  });
  return app;
}

async function reread({ catalogue, pipeline, log }: ConsoleDeps, uploadId: string): Promise<RereadResponse> {
  // Asked first: when Redis is away, nothing is reopened.
  const epoch = await fromQueue(pipeline.epoch());
  const upload = await catalogue.reopenFinished(uploadId, epoch);
  if (upload === null) return { started: false };
  try {
    await fromQueue(pipeline.enqueueIntake([upload]));
  } catch (error) {
    await catalogue.markEnqueued([uploadId], noEpoch);
    throw error;
  }
  log.info({ event: 'reread', uploadId }, 'reread');
  return { started: true };
}
