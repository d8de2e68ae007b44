import type {
  Account,
  BatchId,
  BatchSummary,
  CrossFinding,
  DiscardRequest,
  DocumentPage,
  DocumentQuery,
  DocumentSummary,
  FailureGroup,
  FailuresQuery,
  FileFormat,
  OldestUpload,
  ReportFilter,
  ReportPage,
  ReportQuery,
  ReportTableName,
  ReportTablePage,
  Result,
  RetryRequest,
  Sha256,
  Steering,
  ThroughputResponse,
  UploadRef,
} from '@nianbao/contracts';
import type { AccessRecords } from './access/access-records.ts';
import type { Comparing } from './comparison/comparing.ts';
import type { Deleting } from './deletion/deleting.ts';
import type { SubscriptionStore } from './deliveries/subscription-store.ts';
import type { ExportSchedules } from './export-schedules/export-schedules.ts';
import type { Reprocessing } from './reprocess/reprocessing.ts';

/** The ledger of uploads: what makes every object accounted for. */
export interface Ledger {
  /** Records uploads as in flight. Known ones (same uploadId) are left as they are; returns the ids that were new. */
  register(uploads: readonly NewUpload[], redisEpoch: string): Promise<Sha256[]>;
  /**
   * Claims the document for this upload. The first upload of a content wins, for ever and even if reading it fails; the others become
   * `duplicate` of it. Safe to repeat. Throws UnknownUploadError for an upload that was not registered.
   */
  claim(uploadId: Sha256, documentId: Sha256, format: FileFormat): Promise<{ duplicateOf: Sha256 | null }>;
  /** Which of these contents are here already and not failed (published, unsupported, in flight). */
  known(sha256: readonly Sha256[]): Promise<Sha256[]>;
  /** Which of these uploadIds the ledger has. */
  recorded(uploadIds: readonly Sha256[]): Promise<Set<Sha256>>;
  /**
   * In-flight uploads enqueued under another Redis epoch, or longer ago than `olderThanMs` unless their batch is paused: their jobs
   * may be lost. Ordered by uploadId, after `after`.
   */
  stranded(
    redisEpoch: string,
    olderThanMs: number,
    page: { after?: Sha256; limit: number },
  ): Promise<StrandedUpload[]>;
  /** Notes that these uploads were enqueued (again) now, under this epoch. */
  markEnqueued(uploadIds: readonly Sha256[], redisEpoch: string): Promise<void>;
  /** Failed (not unsupported) uploads that match every condition given, oldest first; `ids` are of uploads or documents. */
  failed(filter: RetryRequest): Promise<{ matched: number; uploads: StrandedUpload[] }>;
  /** Takes failed uploads back in flight before they are enqueued again. Those in another state are left as they are. */
  reopen(uploadIds: readonly Sha256[]): Promise<void>;
}

/** An upload as the ledger takes it up. */
export interface NewUpload extends UploadRef {
  /** When the receiver knows it already. */
  sha256?: Sha256;
  profileId: string;
  priority: number;
  /** When the object landed; now when left out. */
  uploadedAt?: Date;
}

/** Enough to enqueue an upload again. */
export interface StrandedUpload extends UploadRef {
  profileId: string;
  priority: number;
  documentId: Sha256 | null;
  /** The stage that failed, for retries. */
  stage: string | null;
  uploadedAt: Date;
}

/** What only the operator's pages ask. */
export interface OperatorViews {
  /** Null when nothing is in flight. */
  oldestInFlight(): Promise<OldestUpload | null>;
  /** Failed and unsupported uploads by code and stage, the largest group first. */
  failureGroups(query?: Partial<FailuresQuery>): Promise<FailureGroup[]>;
  /** Marks failed and unsupported uploads that are not discarded yet; `limit` and `dryRun` as in the request. */
  discard(request: DiscardRequest): Promise<{ matched: number; discarded: number }>;
  /** Uploads that reached a final state per minute, oldest first, the running minute last. */
  throughput(minutes: number, batch?: BatchId): Promise<ThroughputResponse['minutes']>;
  /** Uploads of each batch that reached a final state in the last `seconds`. Batches without any are left out. */
  finishedByBatch(seconds: number, batches: readonly BatchId[]): Promise<Map<BatchId, number>>;
  /** Takes a published, failed or unsupported upload back in flight; null when it is in another state or unknown. */
  reopenFinished(uploadId: Sha256): Promise<StrandedUpload | null>;
}

/** What operators set for stages and batches: the lasting copy. */
export interface SteeringRecord {
  steering(): Promise<Steering[]>;
  /** Changes what is given and leaves the rest. Pausing what is paused keeps its time. */
  steer(scope: Steering['scope'], name: string, change: SteeringChange): Promise<Steering>;
  hasBatch(batch: BatchId): Promise<boolean>;
  /** Notes that the batch's uploads in flight were enqueued now: after a long pause they do not count as stranded. */
  resumeBatch(batch: BatchId): Promise<void>;
}

/** What an operator changes. */
export interface SteeringChange extends Partial<Pick<Steering, 'concurrency' | 'priority'>> {
  paused?: boolean;
}

export interface Catalogue
  extends Ledger,
    OperatorViews,
    SteeringRecord,
    Reprocessing,
    Deleting,
    Comparing,
    ExportSchedules,
    AccessRecords,
    SubscriptionStore {
  /**
   * In one transaction: upserts the report (or failure) with its indicators, figures and findings, closes the upload that owns the document,
   * and adds one pending delivery for every subscription it meets unless it is there already. Safe to repeat.
   * A document's newest report stays, whatever fails after it; see publish.ts for the rules. `text` is the report's canonical text, by
   * which it is found; without it, a text that is known already stays. Deliveries go on in `trace`, a traceparent.
   */
  publish(result: Result, resultKey: string, text?: string, trace?: string): Promise<void>;
  /** The same without deliveries: for results that were published before. */
  record(result: Result, resultKey: string, text?: string): Promise<void>;

  account(batch?: BatchId): Promise<Account>;
  /** How many failed (not unsupported) uploads each stage gave up on. Stages without any are left out. */
  failedByStage(batch?: BatchId): Promise<Map<string, number>>;
  batches(limit: number): Promise<BatchSummary[]>;
  /** Uploads that reached a final state in the last `seconds`. */
  finishedWithin(seconds: number, batch?: BatchId): Promise<number>;
  documents(query: DocumentQuery): Promise<DocumentPage>;
  /** Published reports in the order asked for. Throws RangeError for a cursor that is not one of ours. */
  reports(query: ReportQuery): Promise<ReportPage>;
  /** The rows of one table for the next `limit` reports in the order asked for: what exports are made of. Throws RangeError for a foreign cursor. */
  reportTable(
    table: ReportTableName,
    filter: ReportFilter,
    page: { cursor?: string; limit: number },
  ): Promise<ReportTablePage>;
  /** By full id, or unique prefix (≥ 6 digits), of an upload or document. Null when none; throws RangeError when several match. */
  document(id: string): Promise<DocumentSummary | null>;
  /** What shows of this document's report only beside others. Computed on every call: see related/related-findings.ts. */
  related(documentId: Sha256): Promise<CrossFinding[]>;

  /**
   * Empties everything that can be read back from the object store (all but subscriptions, deliveries, access and what operators set) and has
   * `work` fill it by a catalogue of its own. Meanwhile, and after one that threw until the next, every method that concerns any of it throws
   * CatalogueRefillingError, in every process. See rebuild.ts.
   */
  refill<T>(work: (own: Catalogue) => Promise<T>): Promise<T>;
  /** Round trip to the server and schema version; throws when unreachable. */
  check(): Promise<{ server: string; migrations: number }>;
  close(): Promise<void>;
}
