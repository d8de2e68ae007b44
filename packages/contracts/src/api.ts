import { z } from 'zod';
import { Page } from './converted-document.ts';
import { CrossFinding } from './cross-finding.ts';
import { ErrorCategory, ErrorCode } from './error-catalogue.ts';
import { FileFormat } from './formats.ts';
import { BatchId, Sha256 } from './ids.ts';
import { Result } from './results.ts';
import { LocalizedText } from './span.ts';
import { BatchPriority } from './steering.ts';

/** A yes or no in a query. */
export const QueryFlag = z.enum(['true', 'false']).transform((word) => word === 'true');

/** Where an upload stands. The five states other than in-flight are final until an operator retries. */
export const UploadState = z.enum(['in-flight', 'published', 'failed', 'unsupported', 'duplicate']);
export type UploadState = z.infer<typeof UploadState>;

/** `uploaded = published + failed + unsupported + duplicate + inFlight`, always. */
export const Account = z.object({
  uploaded: z.int(),
  published: z.int(),
  failed: z.int(),
  unsupported: z.int(),
  duplicate: z.int(),
  inFlight: z.int(),
  /** Of `failed` and `unsupported`: those an operator has dealt with. Left out when there are none. */
  discarded: z.int().optional(),
});
export type Account = z.infer<typeof Account>;

export const BatchSummary = z.object({
  batchId: BatchId,
  createdAt: z.iso.datetime(),
  account: Account,
  /** An operator paused it then; left out while it runs. */
  pausedAt: z.iso.datetime().optional(),
  /** Set by an operator; left out when it queues as it was uploaded. */
  priority: BatchPriority.optional(),
});
export type BatchSummary = z.infer<typeof BatchSummary>;

/** GET /api/batches?limit= — newest first; limit 1-1000, default 100. */
export const BatchesResponse = z.object({ batches: z.array(BatchSummary) });
export type BatchesResponse = z.infer<typeof BatchesResponse>;

/** Jobs of one stage's queue by state. `waiting` counts prioritized jobs too. */
export const StageStatus = z.object({
  stage: z.string(),
  title: LocalizedText,
  waiting: z.int(),
  active: z.int(),
  delayed: z.int(),
  /** Uploads (of the batch asked for) that failed in this stage, from the ledger; unsupported ones are not among them. */
  failed: z.int(),
  workers: z.int(),
  /** Workers of all machines take none of its jobs. */
  paused: z.boolean().optional(),
  pausedAt: z.iso.datetime().nullable().optional(),
  /** Jobs in flight per worker process as an operator set it; null: the default. */
  concurrency: z.int().nullable().optional(),
  defaultConcurrency: z.int().optional(),
  /** Age of the oldest waiting job, from an even sample of them when there are many; null when none waits. */
  oldestWaitingSeconds: z.number().nullable().optional(),
  /** Jobs finished in the last whole minute, by workers of all machines. */
  finishedPerMinute: z.int().optional(),
});
export type StageStatus = z.infer<typeof StageStatus>;

/** GET /api/status?batch= */
export const StatusResponse = z.object({
  stages: z.array(StageStatus),
  account: Account,
  batches: z.array(BatchSummary),
  /** Documents finished per second over the last minute. */
  ratePerSecond: z.number(),
  /** Seconds until nothing is in flight at that rate; null when nothing moves or nothing is left. */
  etaSeconds: z.number().nullable(),
  /** The object store does not answer or refuses: reading stands still until it does. Absent while it answers. */
  storeUnavailable: z.literal(true).optional(),
});
export type StatusResponse = z.infer<typeof StatusResponse>;

/** One upload and what became of it: a row of results and failures. Fields of the report are null unless published. */
export const DocumentSummary = z.object({
  uploadId: Sha256,
  documentId: Sha256.nullable(),
  name: z.string(),
  batchId: BatchId,
  bytes: z.int(),
  format: FileFormat.nullable(),
  state: UploadState,
  uploadedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  resultId: z.string().nullable(),
  resultKey: z.string().nullable(),
  title: z.string().nullable(),
  year: z.int().nullable(),
  jurisdiction: z.string().nullable(),
  quantities: z.int().nullable(),
  indicators: z.int().nullable(),
  /** Keys of the mandatory parts that are absent or only mentioned. */
  missingParts: z.array(z.string()).nullable(),
  /** Findings of severity error or warning. */
  findings: z.int().nullable(),
  stage: z.string().nullable(),
  code: ErrorCode.nullable(),
  category: ErrorCategory.nullable(),
  message: LocalizedText.nullable(),
  detail: z.string().nullable(),
  attempts: z.int().nullable(),
  /** Failures an operator has dealt with. */
  discardedAt: z.iso.datetime().optional(),
  discardReason: z.string().optional(),
});
export type DocumentSummary = z.infer<typeof DocumentSummary>;

/**
 * GET /api/documents?batch=&state=&code=&stage=&q=&discarded=&quarantined=&cursor=&limit= — ordered by uploadedAt, then uploadId.
 * Every word of `q` must be in name, title or place, or be the year.
 */
export const DocumentQuery = z.object({
  batch: BatchId.optional(),
  state: UploadState.optional(),
  code: ErrorCode.optional(),
  stage: z.string().optional(),
  q: z.string().max(200).optional(),
  /** True: discarded failures alone; false: all but those. */
  discarded: QueryFlag.optional(),
  /** True: what crashed its process again and again; false: all but those. */
  quarantined: QueryFlag.optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type DocumentQuery = z.infer<typeof DocumentQuery>;
export const DocumentPage = z.object({
  documents: z.array(DocumentSummary),
  nextCursor: z.string().nullable(),
});
export type DocumentPage = z.infer<typeof DocumentPage>;

/** GET /api/documents/:id — id, or a unique prefix of at least 6 digits, of a document or an upload. */
export const DocumentDetail = z.object({
  summary: DocumentSummary,
  result: Result.nullable(),
  /** Of reports: what shows beside the place's earlier report and those of other places. */
  related: z.array(CrossFinding).optional(),
});
export type DocumentDetail = z.infer<typeof DocumentDetail>;

/** GET /api/documents/:id/pages — of PDFs and pictures, in order; none of other formats. */
export const DocumentPagesResponse = z.object({ pages: z.array(Page) });
export type DocumentPagesResponse = z.infer<typeof DocumentPagesResponse>;

/** GET /api/documents/:id/pages/:page?width= — a PNG so many pixels wide. */
export const PageImageQuery = z.object({ width: z.coerce.number().int().min(100).max(2400).default(1200) });

/** POST /api/rebuild starts reading the catalogue back from the object store and answers 202 with this; GET /api/rebuild answers 200. `idle`: none since this server started. */
export const RebuildStatus = z.object({
  state: z.enum(['idle', 'running', 'done', 'failed']),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  phase: z.enum(['uploads', 'results', 'duplicates']).nullable(),
  /** Objects handled in this phase. */
  done: z.int(),
  /** Keys under `results/` that do not hold a result: at most 100 of them, and how many there are. */
  unreadable: z.array(z.string()),
  unreadableCount: z.int(),
  error: z.string().nullable(),
});
export type RebuildStatus = z.infer<typeof RebuildStatus>;

/** POST /uploads/known — which of these contents are already in the ledger, in any state but failed. */
export const KnownRequest = z.object({ sha256: z.array(Sha256).max(1000) });
export const KnownResponse = z.object({ known: z.array(Sha256) });

/** POST /uploads?batch=&name=&profile= with the file as body (application/octet-stream): stored, recorded, enqueued. */
export const UploadResponse = z.object({
  uploadId: Sha256,
  key: z.string(),
  batchId: BatchId,
  bytes: z.int(),
  sha256: Sha256,
});
export type UploadResponse = z.infer<typeof UploadResponse>;

/** POST /uploads/presign — a URL to PUT the file to, straight into the store. The store's event, or POST /uploads/confirm, starts the reading. */
export const PresignRequest = z.object({
  batch: BatchId,
  name: z.string().min(1).max(500),
  bytes: z.int().min(0),
});
export const PresignResponse = z.object({
  method: z.literal('PUT'),
  url: z.url(),
  headers: z.record(z.string(), z.string()),
  key: z.string(),
  expiresAt: z.iso.datetime(),
});
export type PresignResponse = z.infer<typeof PresignResponse>;
export const ConfirmRequest = z.object({
  keys: z.array(z.string().min(1).max(1024)).min(1).max(1000),
  /** Id of the genre to read them as. Files that the store's own events announced before keep the usual one. */
  profile: z.string().max(100).optional(),
});
export type ConfirmRequest = z.infer<typeof ConfirmRequest>;
export const ConfirmResponse = z.object({ enqueued: z.int(), missing: z.array(z.string()) });
export type ConfirmResponse = z.infer<typeof ConfirmResponse>;

/** Every error answer: RFC 9457 problem details, application/problem+json. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  /** The title in both languages. */
  message: LocalizedText.optional(),
});
export type Problem = z.infer<typeof Problem>;
