import { type BatchesResponse, BatchId, type StatusResponse } from '@nianbao/contracts';
import { parseRequest } from '@nianbao/service-kit/http';
import { Hono } from 'hono';
import { z } from 'zod';
import { type ConsoleDeps, fromQueue } from './console-deps.ts';

const StatusQuery = z.object({ batch: BatchId.optional() });
const BatchesQuery = z.object({ limit: z.coerce.number().int().min(1).max(1000).default(100) });
/** Batches that the status shows; `/api/batches` has more. */
const statusBatches = 50;
const rateWindowSeconds = 60;

/** `GET /status?batch=` and `GET /batches?limit=`. */
export function statusRoutes(deps: ConsoleDeps): Hono {
  const app = new Hono();
  app.get('/status', async (c) => {
    const { batch } = parseRequest(StatusQuery, c.req.query());
    return c.json(await readStatus(deps, batch));
  });
  app.get('/batches', async (c) => {
    const { limit } = parseRequest(BatchesQuery, c.req.query());
    const answer: BatchesResponse = { batches: await deps.catalogue.batches(limit) };
    return c.json(answer);
  });
  return app;
}

async function readStatus({ catalogue, pipeline }: ConsoleDeps, batch?: BatchId): Promise<StatusResponse> {
  const [queues, account, failed, batches, finished] = await Promise.all([
    fromQueue(pipeline.stageStatus()),
    catalogue.account(batch),
    catalogue.failedByStage(batch),
    catalogue.batches(statusBatches),
    catalogue.finishedWithin(rateWindowSeconds, batch),
  ]);
  const stages = queues.map((queue) => ({ ...queue, failed: failed.get(queue.stage) ?? 0 }));
  const ratePerSecond = finished / rateWindowSeconds;
  const moves = account.inFlight > 0 && ratePerSecond > 0;
  const etaSeconds = moves ? Math.ceil(account.inFlight / ratePerSecond) : null;
  return { stages, account, batches, ratePerSecond, etaSeconds };
}
