import { z } from 'zod';
import { ErrorCode } from './error-catalogue.ts';
import { FileFormat } from './formats.ts';
import { BatchId, Fingerprint, Sha256 } from './ids.ts';
import { RunId } from './reprocess.ts';

/** Which genre reads the document, and in which version of its rules. Id `auto` (version: those of all genres) leaves the choice to `segment`. */
export const ProfileRef = z.object({ id: z.string(), version: z.string() });
export type ProfileRef = z.infer<typeof ProfileRef>;

/** Lower runs first (BullMQ). Within a class, uploads of a batch get class + n/10, n being the shares of work (64 KiB) of the batch so far, so that batches interleave, long files wait longer, and none starves another. */
export const priorityClass = { single: 1, batch: 100, backfill: 1_000_000 } as const;

/** An object that landed in the bucket. */
export const UploadRef = z.object({
  /** SHA-256 of key, newline, ETag: the same object content under the same key is the same upload, however often it is announced. */
  uploadId: Sha256,
  /** Object key under `incoming/`. */
  key: z.string(),
  etag: z.string(),
  /** File name as the uploader knows it, with folders, e.g. `2023/陇把镇.docx`. */
  name: z.string(),
  batchId: BatchId,
  bytes: z.int().min(0),
});
export type UploadRef = z.infer<typeof UploadRef>;

/** Claim check for `intake`. */
export const IntakeJob = UploadRef.extend({
  profileId: z.string(),
  priority: z.int().min(1),
  enqueuedAt: z.iso.datetime(),
});
export type IntakeJob = z.infer<typeof IntakeJob>;

/** Output of `intake`: what an upload turned out to be. With these records the ledger can be rebuilt. */
export const IntakeRecord = z.object({
  upload: UploadRef,
  profileId: z.string(),
  documentId: Sha256,
  format: FileFormat,
});
export type IntakeRecord = z.infer<typeof IntakeRecord>;

/** Where the bytes came from; carried along so that the stages between need no database. */
export const Source = UploadRef.extend({ format: FileFormat });
export type Source = z.infer<typeof Source>;

/** Milliseconds one stage waited in its queue and ran; `reused` when the artefact was already there. */
export const StageTiming = z.object({
  waitMs: z.number().min(0),
  runMs: z.number().min(0),
  attempts: z.int().min(1),
  reused: z.boolean(),
});
export type StageTiming = z.infer<typeof StageTiming>;

export const JobFailure = z.object({
  stage: z.string(),
  code: ErrorCode,
  detail: z.string(),
  attempts: z.int().min(1),
});
export type JobFailure = z.infer<typeof JobFailure>;

/** Claim check for every stage after `intake`: ids and keys, never report text. */
export const StageJob = z.object({
  documentId: Sha256,
  source: Source,
  profile: ProfileRef,
  priority: z.int().min(1),
  /** Fingerprints of the artefacts made so far, by stage. */
  artefacts: z.record(z.string(), Fingerprint),
  versions: z.record(z.string(), z.string()),
  timings: z.record(z.string(), StageTiming),
  enqueuedAt: z.iso.datetime(),
  /** `publish` only: the document failed, and this is how. */
  failure: JobFailure.optional(),
  /** The reprocessing run it rehearses for: what it would publish is compared and not published. */
  rehearsal: RunId.optional(),
});
export type StageJob = z.infer<typeof StageJob>;
