import { z } from 'zod';
import { Account, BatchSummary, DocumentSummary, QueryFlag, StatusResponse } from './api.ts';
import { Role } from './api-access.ts';
import { ErrorCategory, ErrorCode } from './error-catalogue.ts';
import { BatchId, Sha256 } from './ids.ts';
import { FindingCode } from './review.ts';
import { LocalizedText } from './span.ts';
import { DisabledReason, SubscriptionName } from './subscriptions.ts';

/** GET /api/session. `open`: no key is asked for, and the console answers this machine alone. */
export const SessionState = z.object({
  open: z.boolean(),
  signedIn: z.boolean(),
  /** Of the one who is signed in. */
  role: Role.optional(),
  name: z.string().optional(),
});
export type SessionState = z.infer<typeof SessionState>;
/** POST /api/session exchanges any key for a session cookie; DELETE ends it. Both answer {@link SessionState}. */
export const SessionRequest = z.object({ key: z.string().min(1).max(500) });

/** A stage as the page draws it. */
export const StageInfo = z.object({
  name: z.string(),
  title: LocalizedText,
  next: z.string().nullable(),
  branch: z.string().nullable(),
});
export type StageInfo = z.infer<typeof StageInfo>;
const Labelled = z.object({ key: z.string(), label: LocalizedText });

/** GET /api/config: what a page must know of this installation, its texts in both languages. */
export const ConsoleConfig = z.object({
  stages: z.array(StageInfo),
  errors: z.record(
    z.string(),
    z.object({ category: ErrorCategory, unsupported: z.boolean(), message: LocalizedText }),
  ),
  indicators: z.array(Labelled.extend({ group: z.string(), units: z.array(z.string()) })),
  parts: z.array(Labelled),
  /** The genres. */
  profiles: z.array(Labelled),
  findingCodes: z.array(FindingCode),
  /** False when no intake is known: pages cannot upload. */
  uploads: z.boolean(),
});
export type ConsoleConfig = z.infer<typeof ConsoleConfig>;

/** Something an operator should act on. `value` counts what the code speaks of: jobs, minutes, failures, uploads or results. */
export const OperatorAlert = z.object({
  code: z.enum([
    'store-unavailable',
    'no-worker',
    'nothing-finished',
    'failures-rising',
    'stage-paused',
    'batch-paused',
    'subscription-disabled',
  ]),
  severity: z.enum(['error', 'warning']),
  stage: z.string().nullable(),
  value: z.number(),
  batch: BatchId.optional(),
  subscription: SubscriptionName.optional(),
  reason: DisabledReason.optional(),
  /** Of what is paused or disabled, when that is known. */
  since: z.iso.datetime().optional(),
});
export type OperatorAlert = z.infer<typeof OperatorAlert>;

/** One look at the queues. The counts are of all uploads so far; a rate is the difference of two looks. */
export const PipelineSample = z.object({
  at: z.iso.datetime(),
  /** Waiting and delayed jobs, in the order of the stages. */
  depth: z.array(z.int()),
  finished: z.int(),
  failed: z.int(),
});
export type PipelineSample = z.infer<typeof PipelineSample>;

/** The oldest upload in flight. */
export const OldestUpload = z.object({ uploadId: Sha256, name: z.string(), uploadedAt: z.iso.datetime() });
export type OldestUpload = z.infer<typeof OldestUpload>;

/** GET /api/overview, and the event `overview` of GET /api/events, which comes every two seconds. */
export const Overview = z.object({
  status: StatusResponse,
  oldest: OldestUpload.nullable(),
  alerts: z.array(OperatorAlert),
  sample: PipelineSample,
});
export type Overview = z.infer<typeof Overview>;

/** GET /api/history?minutes= — a look every 15 seconds for 24 hours, oldest first; of longer spans the deepest of several. All consoles answer the same. */
export const HistoryQuery = z.object({ minutes: z.coerce.number().int().min(1).max(1440).default(30) });
export const HistoryResponse = z.object({ samples: z.array(PipelineSample) });
export type HistoryResponse = z.infer<typeof HistoryResponse>;

/** GET /api/batches/progress?limit= — newest first. */
export const BatchProgress = BatchSummary.extend({
  /** Uploads finished per second over the last minute. */
  ratePerSecond: z.number(),
  etaSeconds: z.number().nullable(),
});
export type BatchProgress = z.infer<typeof BatchProgress>;
export const BatchProgressResponse = z.object({ batches: z.array(BatchProgress) });
export type BatchProgressResponse = z.infer<typeof BatchProgressResponse>;

export const ReportSort = z.enum([
  'uploaded',
  'year',
  'place',
  'name',
  'figures',
  'indicators',
  'findings',
  'value',
]);
export type ReportSort = z.infer<typeof ReportSort>;

const searched = z.string().trim().max(200).optional();
/** Words that must all occur in the report's text, apart by spaces; each at least two letters or digits long. Punctuation and line ends do not count. */
const searchedText = searched.refine(
  (words) =>
    words === undefined ||
    words === '' ||
    words.split(/\s+/).every((word) => (word.match(/[\p{L}\p{N}]/gu) ?? []).length > 1),
  'at least two letters or digits per word · 每个词至少两个字',
);
/** What reports are searched by. Bounds on the value need `indicator`. */
export const ReportFilter = z.object({
  batch: BatchId.optional(),
  place: searched,
  name: searched,
  title: searched,
  text: searchedText,
  /** Id of the genre it was read as. */
  profile: z.string().max(100).optional(),
  year: z.coerce.number().int().min(1949).max(2200).optional(),
  /** Reports that give a value for this indicator (`min`, `max`: in these bounds). */
  indicator: z.string().max(100).optional(),
  min: z.coerce.number().optional(),
  max: z.coerce.number().optional(),
  /** Like `min` and `max`, the bound itself left out. */
  above: z.coerce.number().optional(),
  below: z.coerce.number().optional(),
  /** Key of a part that is absent or only mentioned. */
  missing: z.string().max(100).optional(),
  finding: FindingCode.optional(),
  sort: ReportSort.default('uploaded'),
  order: z.enum(['asc', 'desc']).default('desc'),
});
export type ReportFilter = z.infer<typeof ReportFilter>;
/** GET /api/reports — published reports, keyset-paged. */
export const ReportQuery = ReportFilter.extend({
  cursor: z.string().max(2000).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(50),
});
export type ReportQuery = z.infer<typeof ReportQuery>;

/** `value` and `unit` are those of the indicator asked for, else null. */
export const ReportRow = DocumentSummary.extend({
  place: z.string().nullable(),
  issuer: z.string().nullable(),
  issuedOn: z.string().nullable(),
  value: z.number().nullable(),
  unit: z.string().nullable(),
});
export type ReportRow = z.infer<typeof ReportRow>;
export const ReportPage = z.object({
  reports: z.array(ReportRow),
  nextCursor: z.string().nullable(),
  /** All that match; null on pages after the first. Of a word that thousands of reports hold, reports that hold its pairs of letters count too. */
  total: z.int().nullable(),
  /** There are more than `total`: a search that thousands of reports meet is not counted to its end. */
  totalIsBound: z.literal(true).optional(),
});
export type ReportPage = z.infer<typeof ReportPage>;

export const ReportColumn = z.enum([
  'place',
  'year',
  'title',
  'name',
  'batch',
  'issuer',
  'issuedOn',
  'figures',
  'indicators',
  'missing',
  'findings',
  'value',
  'unit',
  'uploadedAt',
  'documentId',
]);
export type ReportColumn = z.infer<typeof ReportColumn>;
/** Failed and unsupported uploads of one code in one stage. */
export const FailureGroup = z.object({
  code: ErrorCode,
  stage: z.string(),
  unsupported: z.boolean(),
  category: ErrorCategory,
  message: LocalizedText,
  count: z.int(),
  newest: z.iso.datetime().nullable(),
  /** What crashed its process again and again: look at the files before a retry. */
  quarantined: z.boolean().optional(),
});
export type FailureGroup = z.infer<typeof FailureGroup>;
/** GET /api/failures?batch=&discarded=&quarantined= — largest group first. Discarded failures are left out unless asked for. */
export const FailuresQuery = z.object({
  batch: BatchId.optional(),
  discarded: QueryFlag.default(false),
  quarantined: QueryFlag.optional(),
});
export type FailuresQuery = z.infer<typeof FailuresQuery>;
export const FailuresResponse = z.object({ groups: z.array(FailureGroup), account: Account });
export type FailuresResponse = z.infer<typeof FailuresResponse>;

/** POST /api/documents/:id/reread — reads a finished upload again with the stages of today. `started` is false for one in flight or a duplicate. */
export const RereadResponse = z.object({ started: z.boolean() });
export type RereadResponse = z.infer<typeof RereadResponse>;
