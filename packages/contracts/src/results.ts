import { z } from 'zod';
import { Loss } from './converted-document.ts';
import { ErrorCategory, ErrorCode } from './error-catalogue.ts';
import { Indicator, Quantity, RejectedCandidate } from './extraction.ts';
import { BatchId, Fingerprint, Sha256 } from './ids.ts';
import { Source, StageTiming } from './jobs.ts';
import { Outline, ProfileChoice } from './outline.ts';
import { ParagraphPrint } from './paragraph-print.ts';
import { Finding, ReviewedPart } from './review.ts';
import { LocalizedText } from './span.ts';

/** Raised when a consumer written for an older version could misread a result. New optional fields do not raise it. */
export const resultSchemaVersion = 1;

export const ResultVersions = z.object({
  /** Stage name → stage version. */
  stages: z.record(z.string(), z.string()),
  profile: z.string(),
  /** Conversion engine. */
  engine: z.string().optional(),
});
export type ResultVersions = z.infer<typeof ResultVersions>;

const resultBase = {
  schemaVersion: z.literal(resultSchemaVersion),
  /** The consumer's idempotency key: 32 hex digits, one per (document, fingerprint, kind). */
  resultId: Fingerprint,
  documentId: Sha256,
  source: Source,
  batchId: BatchId,
  publishedAt: z.iso.datetime(),
};

/** All that was read in one report. */
export const ReportResult = z.object({
  kind: z.literal('report'),
  ...resultBase,
  outline: Outline,
  quantities: z.array(Quantity),
  indicators: z.array(Indicator),
  rejected: z.array(RejectedCandidate),
  parts: z.array(ReviewedPart),
  findings: z.array(Finding),
  /** Of the longer paragraphs; absent in results published before there were any. */
  prints: z.array(ParagraphPrint).optional(),
  losses: z.array(Loss),
  /** Text files only. */
  encoding: z.string().optional(),
  /** Object keys of the canonical text's artefact and of the original bytes. */
  textKey: z.string(),
  originalKey: z.string(),
  versions: ResultVersions,
  /** The genre it was read as; absent in results published before genres were chosen. */
  profile: ProfileChoice.optional(),
  timings: z.record(z.string(), StageTiming),
});
export type ReportResult = z.infer<typeof ReportResult>;

/** A report that could not be read. */
export const ReportFailure = z.object({
  kind: z.literal('failure'),
  ...resultBase,
  stage: z.string(),
  code: ErrorCode,
  category: ErrorCategory,
  /** True when the file is of a kind that is not read at all; such documents count as `unsupported`. */
  unsupported: z.boolean(),
  message: LocalizedText,
  /** The technical detail, for the operator. */
  detail: z.string(),
  attempts: z.int().min(1),
});
export type ReportFailure = z.infer<typeof ReportFailure>;

/** What the results queue carries, and what lies under `results/`. */
export const Result = z.discriminatedUnion('kind', [ReportResult, ReportFailure]);
export type Result = z.infer<typeof Result>;

/** Why a result is sent. `report.revised`: the document had a report before, and this one takes its place. */
export const ResultEventKind = z.enum(['report.published', 'report.revised', 'report.failed']);
export type ResultEventKind = z.infer<typeof ResultEventKind>;

/** Of every message about a result. All optional: messages sent before there were subscriptions have none of it. */
export const resultOccasion = {
  event: ResultEventKind.optional(),
  /** Of `report.revised`: the report that this one replaces. */
  previousResultId: Fingerprint.optional(),
  /** Sent because an operator asked for it: by which of the subscription's replays, from 1. */
  replay: z.int().min(1).optional(),
};

/** The job on a subscription queue. The result itself is small (tens of KB) and travels whole. */
export const ResultMessage = z.object({
  resultId: Fingerprint,
  resultKey: z.string(),
  result: Result,
  ...resultOccasion,
});
export type ResultMessage = z.infer<typeof ResultMessage>;
