import {
  BatchesResponse,
  BatchId,
  BatchProgressResponse,
  type BatchSummary,
  StatusResponse,
  ThroughputQuery,
  ThroughputResponse,
} from '@nianbao/contracts';
import { type Route, route } from '@nianbao/http-api';
import { withDeadline } from '@nianbao/service-kit/http';
import { z } from 'zod';
import type { ConsoleDeps } from '../console-deps.ts';

const StatusQuery = z.object({ batch: BatchId.optional() });
const BatchesQuery = z.object({ limit: z.coerce.number().int().min(1).max(1000).default(100) });
/** Batches that the status shows; `/api/batches` has more. */
const statusBatches = 50;
const rateWindowSeconds = 60;
/** A store that is silent for longer is of no use to anybody. */
const storeAnswersMs = 5_000;
/** Of a batch that has just begun. */
const minWindowSeconds = 5;

/** The account of uploads, and the pace. What an uploader may see. */
export function statusRoutes(deps: ConsoleDeps): Route[] {
  const common = { method: 'get', role: 'any' } as const;
  return [
    route({
      ...common,
      id: 'read-status',
      path: '/api/status',
      tag: 'overview',
      summary: {
        zh: '各阶段队列、上传文件的总账与进度，可限一个批次',
        en: 'Queues, account and pace, of everything or of one batch',
      },
      query: StatusQuery,
      answers: { 200: StatusResponse },
      handle: ({ query }) => readStatus(deps, query.batch),
    }),
    route({
      ...common,
      id: 'list-batches',
      path: '/api/batches',
      tag: 'batches',
      summary: { zh: '批次列表，最新在前', en: 'Batches, newest first' },
      query: BatchesQuery,
      answers: { 200: BatchesResponse },
      handle: async ({ query }) => ({ batches: await deps.catalogue.batches(query.limit) }),
    }),
    route({
      ...common,
      id: 'list-batch-progress',
      path: '/api/batches/progress',
      tag: 'batches',
      summary: {
        zh: '批次列表，附速度与预计剩余时间',
        en: 'Batches with their rate and time left, newest first',
      },
      query: BatchesQuery,
      answers: { 200: BatchProgressResponse },
      handle: ({ query }) => readProgress(deps, query.limit),
    }),
    route({
      ...common,
      role: 'reader',
      id: 'read-throughput',
      path: '/api/throughput',
      tag: 'overview',
      summary: {
        zh: '每分钟完成的文件数，取自目录库',
        en: 'Uploads finished per minute, from the ledger',
      },
      query: ThroughputQuery,
      answers: { 200: ThroughputResponse },
      handle: async ({ query }) => ({
        minutes: await deps.catalogue.throughput(query.minutes, query.batch),
      }),
    }),
  ];
}

async function readProgress({ catalogue }: ConsoleDeps, limit: number): Promise<BatchProgressResponse> {
  const batches = await catalogue.batches(limit);
  const names = batches.map(({ batchId }) => batchId);
  const finished = await catalogue.finishedByBatch(rateWindowSeconds, names);
  return {
    batches: batches.map((batch) => ({
      ...batch,
      ...pace(
        finished.get(batch.batchId) ?? 0,
        windowOf([batch]),
        batch.account.inFlight,
        batch.pausedAt !== undefined,
      ),
    })),
  };
}

/** What is younger than the window has had only its own age: a rate over the whole of it would promise the end far too late. */
function windowOf(batches: readonly BatchSummary[]): number {
  const begun = batches
    .filter(({ account }) => account.inFlight > 0)
    .map(({ createdAt }) => Date.parse(createdAt));
  const age = begun.length === 0 ? rateWindowSeconds : (Date.now() - Math.min(...begun)) / 1000;
  return Math.min(rateWindowSeconds, Math.max(minWindowSeconds, age));
}

/** Rate over the window, and the seconds left at it; null when nothing moves, nothing is left or it is paused. */
function pace(finished: number, windowSeconds: number, inFlight: number, paused = false) {
  const ratePerSecond = finished / windowSeconds;
  const moves = inFlight > 0 && ratePerSecond > 0 && !paused;
  return { ratePerSecond, etaSeconds: moves ? Math.ceil(inFlight / ratePerSecond) : null };
}

/** Queues, rate and account now, of everything or of one batch. */
export async function readStatus(
  { catalogue, pipeline, store }: ConsoleDeps,
  batch?: BatchId,
): Promise<StatusResponse> {
  const [queues, account, failed, batches, finished, storeAnswers] = await Promise.all([
    pipeline.inTime(pipeline.stageStatus()),
    catalogue.account(batch),
    catalogue.failedByStage(batch),
    catalogue.batches(statusBatches),
    catalogue.finishedWithin(rateWindowSeconds, batch),
    withDeadline(store.check(), storeAnswersMs, 'store').then(
      () => true,
      () => false,
    ),
  ]);
  const stages = queues.map((queue) => ({ ...queue, failed: failed.get(queue.stage) ?? 0 }));
  // Of one batch this is right as well: all that is in flight is of it.
  const held = batches
    .filter(({ batchId, pausedAt }) => pausedAt && (batch === undefined || batchId === batch))
    .reduce((sum, { account }) => sum + account.inFlight, 0);
  const window = windowOf(batches.filter(({ batchId }) => batch === undefined || batchId === batch));
  return {
    stages,
    account,
    batches,
    ...pace(finished, window, account.inFlight, held >= account.inFlight),
    ...(!storeAnswers && { storeUnavailable: true }),
  };
}
