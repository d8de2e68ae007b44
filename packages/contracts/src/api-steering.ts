import { z } from 'zod';
import { ErrorCode } from './error-catalogue.ts';
import { BatchId, Sha256 } from './ids.ts';
import { BatchPriority, StageConcurrency } from './steering.ts';

/** Answer of POST /api/stages/:stage/pause, POST /api/stages/:stage/resume and PUT /api/stages/:stage/concurrency. */
export const StageSteering = z.object({
  stage: z.string(),
  pausedAt: z.iso.datetime().nullable(),
  concurrency: StageConcurrency.nullable(),
});
export type StageSteering = z.infer<typeof StageSteering>;

/** PUT /api/stages/:stage/concurrency — per worker process, which follows within seconds; null: back to the default. */
export const ConcurrencyRequest = z.object({ concurrency: StageConcurrency.nullable() });

/** Answer of POST /api/batches/:batch/pause, POST /api/batches/:batch/resume and PUT /api/batches/:batch/priority. */
export const BatchSteering = z.object({
  batchId: BatchId,
  pausedAt: z.iso.datetime().nullable(),
  priority: BatchPriority.nullable(),
  /** Jobs that were let go (resume) or moved in their queues (priority). */
  jobs: z.int(),
});
export type BatchSteering = z.infer<typeof BatchSteering>;

/** PUT /api/batches/:batch/priority — null: as uploaded. */
export const PriorityRequest = z.object({ priority: BatchPriority.nullable() });

const reason = z.string().trim().min(1).max(500);
const jobLimit = z.int().min(1).max(100_000).default(100_000);

/** POST /api/stages/:stage/drain — takes waiting and delayed jobs out; their uploads fail as DRAINED and can be retried. */
export const DrainRequest = z.object({ reason, limit: jobLimit });
export const DrainResponse = z.object({
  drained: z.int(),
  /** Waiting and delayed jobs still there. */
  left: z.int(),
});
export type DrainResponse = z.infer<typeof DrainResponse>;

/** POST /api/stages/:stage/promote — delayed jobs need not wait any longer. Those of paused batches are put off again. */
export const PromoteRequest = z.object({ limit: jobLimit });
export const PromoteResponse = z.object({ promoted: z.int(), left: z.int() });
export type PromoteResponse = z.infer<typeof PromoteResponse>;

/** What failures are chosen by. At least one of ids, batch, code, stage must be given, or all: true. */
export const FailureSelection = z.object({
  /** Of uploads or documents. */
  ids: z.array(Sha256).max(1000).optional(),
  batch: BatchId.optional(),
  code: ErrorCode.optional(),
  stage: z.string().max(60).optional(),
  all: z.boolean().optional(),
  /** The oldest this many. */
  limit: z.int().min(1).max(10_000).default(1000),
  /** Only counts what matches. */
  dryRun: z.boolean().optional(),
});
export type FailureSelection = z.infer<typeof FailureSelection>;

/** POST /api/discard — failed and unsupported uploads leave the list of failures. They stay in the account and can be retried by id. */
export const DiscardRequest = FailureSelection.extend({ reason });
export type DiscardRequest = z.infer<typeof DiscardRequest>;
export const DiscardResponse = z.object({ discarded: z.int(), matched: z.int() });
export type DiscardResponse = z.infer<typeof DiscardResponse>;

/**
 * POST /api/retry — failed uploads, unsupported ones not among them, go their way again. Discarded ones are left out unless named by
 * id or asked for.
 */
export const RetryRequest = FailureSelection.extend({ discarded: z.boolean().optional() });
export type RetryRequest = z.infer<typeof RetryRequest>;
export const RetryResponse = z.object({ retried: z.int(), matched: z.int() });
export type RetryResponse = z.infer<typeof RetryResponse>;

/** GET /api/throughput?minutes=&batch= — what finished per minute, from the ledger; oldest first, minutes without any included. */
export const ThroughputQuery = z.object({
  batch: BatchId.optional(),
  minutes: z.coerce.number().int().min(1).max(1440).default(60),
});
export const ThroughputResponse = z.object({
  minutes: z.array(
    z.object({
      /** Begin of the minute. */
      at: z.iso.datetime(),
      /** Uploads that reached a final state. */
      finished: z.int(),
      /** Of these. */
      failed: z.int(),
    }),
  ),
});
export type ThroughputResponse = z.infer<typeof ThroughputResponse>;
