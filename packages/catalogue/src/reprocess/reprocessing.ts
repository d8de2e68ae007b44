import type {
  Change,
  ChangeGroup,
  FileFormat,
  ReprocessDocumentsResponse,
  ReprocessFilter,
  ReprocessRun,
  RunId,
  Sha256,
  UploadRef,
} from '@nianbao/contracts';

/** What today's code reads by: a report is stale where its own versions differ. */
export interface TargetVersions {
  stages: readonly { stage: string; version: string; readsProfile: boolean; optional: boolean }[];
  /** Profile id → version. */
  profiles: Readonly<Record<string, string>>;
}

/** A report whose job is due: to be rehearsed, or to be published after the yes. */
export interface DueItem {
  runId: RunId;
  rehearse: boolean;
  documentId: Sha256;
  profileId: string;
  source: UploadRef & { format: FileFormat };
}

/** What a rehearsal found. */
export interface Rehearsal {
  runId: RunId;
  documentId: Sha256;
  resultId: string;
  failed: boolean;
  changes: readonly Change[];
}

/** Reading published reports anew. The runs and their differences live in the catalogue alone. */
export interface Reprocessing {
  /** Takes up the reports that match the filter and that other versions read (all of them with `filter.all`). */
  startReprocess(runId: RunId, filter: ReprocessFilter, target: TargetVersions): Promise<ReprocessRun>;
  reprocessRuns(limit: number): Promise<ReprocessRun[]>;
  /** Null for an unknown run. */
  reprocessRun(runId: RunId): Promise<ReprocessRun | null>;
  reprocessChanges(runId: RunId): Promise<ChangeGroup[]>;
  reprocessDocuments(runId: RunId, after: Sha256 | null, limit: number): Promise<ReprocessDocumentsResponse>;
  /** `publish` from `ready`, `cancel` from any state but `done`. Null when the run is unknown or in another state. */
  decideReprocess(
    runId: RunId,
    decision: 'publish' | 'cancel',
    unchanged?: boolean,
  ): Promise<ReprocessRun | null>;
  /**
   * Reports whose job is due under this epoch of Redis, so that at most `outstanding` jobs are out; those sent longer ago
   * than `lostAfterMs` count as lost. Enqueue them, then {@link markReprocessSent}.
   */
  dueForReprocess(redisEpoch: string, outstanding: number, lostAfterMs: number): Promise<DueItem[]>;
  markReprocessSent(items: readonly DueItem[], redisEpoch: string): Promise<void>;
  noteRehearsal(rehearsal: Rehearsal): Promise<void>;
  /** Notes what has been published, and moves runs on that have nothing left to do. */
  advanceReprocess(): Promise<void>;
}
