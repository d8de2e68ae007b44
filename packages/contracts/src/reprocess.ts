import { z } from 'zod';
import { BatchId, Fingerprint, Sha256 } from './ids.ts';

/** Names a reprocessing run; sorts by time. */
export const RunId = z.string().regex(/^[0-9]{8}-[0-9]{6}-[0-9a-f]{6}$/);
export type RunId = z.infer<typeof RunId>;

/** What a difference is about. `outcome`: the report could no longer be read. */
export const ChangeKind = z.enum(['outcome', 'about', 'heading', 'figure', 'indicator', 'part', 'finding']);
export type ChangeKind = z.infer<typeof ChangeKind>;

/**
 * One difference between a report as published and as it would be read now. `key` groups them: the error code, the field
 * (title, year, …), the heading's level, the unit, the indicator's or part's key, the finding's code.
 */
export const Change = z.object({
  kind: ChangeKind,
  key: z.string(),
  change: z.enum(['added', 'removed', 'changed']),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type Change = z.infer<typeof Change>;

/** Which published reports are looked at. Only those that an older version read, unless `all`. */
export const ReprocessFilter = z.object({
  /** Only reports for which this stage would run anew. */
  stage: z.string().max(40).optional(),
  profile: z.string().max(100).optional(),
  batch: BatchId.optional(),
  /** Words of the place or its superiors. */
  place: z.string().trim().max(200).optional(),
  year: z.int().min(1949).max(2200).optional(),
  ids: z.array(Sha256).max(1000).optional(),
  /** Also reports that today's versions have read. */
  all: z.boolean().optional(),
});
export type ReprocessFilter = z.infer<typeof ReprocessFilter>;

/** `comparing` rehearses, `ready` waits for a yes, `publishing` publishes what changed. */
export const ReprocessState = z.enum(['comparing', 'ready', 'publishing', 'done', 'cancelled']);
export type ReprocessState = z.infer<typeof ReprocessState>;

export const ReprocessRun = z.object({
  runId: RunId,
  createdAt: z.iso.datetime(),
  state: ReprocessState,
  filter: ReprocessFilter,
  /** Reports looked at. */
  documents: z.int(),
  /** Of these, read anew and held against what is published. */
  compared: z.int(),
  changed: z.int(),
  /** Reports that could not be read now. They are never published. */
  failed: z.int(),
  published: z.int(),
});
export type ReprocessRun = z.infer<typeof ReprocessRun>;

/** One kind of change over all reports of a run, with some of them. */
export const ChangeGroup = Change.pick({ kind: true, key: true, change: true }).extend({
  reports: z.int(),
  changes: z.int(),
  examples: z.array(
    Change.pick({ before: true, after: true }).extend({
      documentId: Sha256,
      place: z.string().nullable(),
      year: z.int().nullable(),
    }),
  ),
});
export type ChangeGroup = z.infer<typeof ChangeGroup>;

/** GET /api/reprocess/:run/changes — what would change, the most frequent first; at most 500. GET /api/reprocess/:run is the run. */
export const ReprocessChangesResponse = z.object({ groups: z.array(ChangeGroup) });
export type ReprocessChangesResponse = z.infer<typeof ReprocessChangesResponse>;

/** GET /api/reprocess?limit= — newest first. */
export const ReprocessRunsQuery = z.object({ limit: z.coerce.number().int().min(1).max(200).default(20) });
export const ReprocessRunsResponse = z.object({ runs: z.array(ReprocessRun) });
export type ReprocessRunsResponse = z.infer<typeof ReprocessRunsResponse>;

/** GET /api/reprocess/:run/documents?after=&limit= — the reports that change, in the order of their ids. */
export const ReprocessDocumentsQuery = z.object({
  after: Sha256.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export const ReprocessDocument = z.object({
  documentId: Sha256,
  name: z.string(),
  place: z.string().nullable(),
  year: z.int().nullable(),
  changes: z.array(Change),
  resultId: Fingerprint.nullable(),
});
export type ReprocessDocument = z.infer<typeof ReprocessDocument>;
export const ReprocessDocumentsResponse = z.object({
  documents: z.array(ReprocessDocument),
  nextAfter: Sha256.nullable(),
});
export type ReprocessDocumentsResponse = z.infer<typeof ReprocessDocumentsResponse>;

/** POST /api/reprocess/:run/publish. `unchanged`: publish those without a difference too, under the new versions. */
export const ReprocessPublishRequest = z.object({ unchanged: z.boolean().default(false) });
export type ReprocessPublishRequest = z.infer<typeof ReprocessPublishRequest>;
