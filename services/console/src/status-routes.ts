import {
  type BatchesResponse,
  BatchId,
  type BatchProgressResponse,
  type StatusResponse,
} from '@nianbao/contracts';
import { parseRequest } from '@nianbao/service-kit/http';
import { Hono } from 'hono';
import { z } from 'zod';
import { type ConsoleDeps, fromQueue } from './console-deps.ts';

const StatusQuery = z.object({ batch: BatchId.optional() });
const BatchesQuery = z.object({ limit: z.coerce.number().int().min(1).max(1000).default(100) });
/** Batches that the status shows; `/api/batches` has more. */
const statusBatches = 50;
const rateWindowSeconds = 60;

/** `GET /status?batch=`, `GET /batches?limit=` and `GET /batches/progress?limit=`. */
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
  app.get('/batches/progress', async (c) => {
    const { limit } = parseRequest(BatchesQuery, c.req.query());
    return c.json(await readProgress(deps, limit));
  });
  return app;
}

async function readProgress({ catalogue }: ConsoleDeps, limit: number): Promise<BatchProgressResponse> {
  const batches = await catalogue.batches(limit);
  const names = batches.map(({ batchId }) => batchId);
  const finished = await catalogue.finishedByBatch(rateWindowSeconds, names);
  return {
    batches: batches.map((batch) => ({
      ...batch,
      ...pace(finished.get(batch.batchId) ?? 0, batch.account.inFlight),
    })),
  };
}

/** Rate over the window, and the seconds left at it; null when nothing moves or nothing is left. */
function pace(finished: number, inFlight: number) {
  const ratePerSecond = finished / rateWindowSeconds;
  const moves = inFlight > 0 && ratePerSecond > 0;
  return { ratePerSecond, etaSeconds: moves ? Math.ceil(inFlight / ratePerSecond) : null };
}

/** Queues, rate and account now, of everything or of one batch. */
export async function readStatus(
  { catalogue, pipeline }: ConsoleDeps,
  batch?: BatchId,
): Promise<StatusResponse> {
  const [queues, account, failed, batches, finished] = await Promise.all([
    fromQueue(pipeline.stageStatus()),
    catalogue.account(batch),
    catalogue.failedByStage(batch),
    catalogue.batches(statusBatches),
    catalogue.finishedWithin(rateWindowSeconds, batch),
  ]);
  const stages = queues.map((queue) => ({ ...queue, failed: failed.get(queue.stage) ?? 0 }));
  return { stages, account, batches, ...pace(finished, account.inFlight) };
}
