import type {
  BatchPriority,
  DeliveryState,
  DisabledReason,
  ErrorCategory,
  ErrorCode,
  FileFormat,
  LocalizedText,
  ResultEventKind,
  ResultVersions,
  SubscriptionFilter,
  SubscriptionPayload,
  SubscriptionState,
  SubscriptionTarget,
  UploadState,
} from '@nianbao/contracts';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  type PgColumn,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';
import type { KeptSecret } from './deliveries/subscription-store.ts';

/** Milliseconds, like JavaScript's Date: a page cursor must compare equal to the row it was made from. */
const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export const batches = pgTable(
  'batches',
  { batchId: text('batch_id').primaryKey(), createdAt: instant('created_at').notNull() },
  (t) => [index('batches_newest').on(t.createdAt.desc())],
);

/**
 * How many uploads of a batch are in each state, kept by triggers on uploads. Every connection counts in a row of its own (`slot`), so
 * that no two transactions wait for each other; an account is the sum of the slots, a single one of which may be below zero.
 */
export const batchAccounts = pgTable(
  'batch_accounts',
  {
    batchId: text('batch_id').notNull(),
    slot: integer('slot').notNull(),
    published: integer('published').notNull(),
    failed: integer('failed').notNull(),
    unsupported: integer('unsupported').notNull(),
    duplicate: integer('duplicate').notNull(),
    inFlight: integer('in_flight').notNull(),
    discarded: integer('discarded').notNull(),
  },
  (t) => [primaryKey({ columns: [t.batchId, t.slot] })],
);

/** What operators set for stages and batches. Not derivable from the store, so a rebuild leaves it. */
export const steering = pgTable(
  'steering',
  {
    scope: text('scope').$type<'stage' | 'batch'>().notNull(),
    name: text('name').notNull(),
    version: bigint('version', { mode: 'number' }).notNull(),
    pausedAt: instant('paused_at'),
    concurrency: integer('concurrency'),
    priority: text('priority').$type<BatchPriority>(),
  },
  (t) => [primaryKey({ columns: [t.scope, t.name] })],
);

/** The ledger: one row per object that landed. `state` alone decides where it is counted. */
export const uploads = pgTable(
  'uploads',
  {
    uploadId: text('upload_id').primaryKey(),
    key: text('key').notNull(),
    etag: text('etag').notNull(),
    name: text('name').notNull(),
    batchId: text('batch_id').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    profileId: text('profile_id').notNull(),
    priority: integer('priority').notNull(),
    /** Of the content, when the receiver knew it. */
    sha256: text('sha256'),
    /** Set by the claim. */
    documentId: text('document_id'),
    format: text('format').$type<FileFormat>(),
    state: text('state').$type<UploadState>().notNull(),
    /** The upload that brought the same bytes first. */
    duplicateOf: text('duplicate_of'),
    /** How the newest attempt failed, if it did; also on a published upload that was read anew without success. */
    stage: text('stage'),
    code: text('code').$type<ErrorCode>(),
    redisEpoch: text('redis_epoch').notNull(),
    enqueuedAt: instant('enqueued_at').notNull(),
    uploadedAt: instant('uploaded_at').notNull(),
    finishedAt: instant('finished_at'),
    /** A failure that an operator has dealt with, and how; gone when it is read again. */
    discardedAt: instant('discarded_at'),
    discardReason: text('discard_reason'),
  },
  (t) => [
    index('uploads_page').on(t.uploadedAt, t.uploadId),
    index('uploads_batch_page').on(t.batchId, t.uploadedAt, t.uploadId),
    index('uploads_state_page').on(t.state, t.uploadedAt, t.uploadId),
    index('uploads_failures')
      .on(t.batchId, t.state, t.stage, t.code, t.finishedAt)
      .where(sql`${t.state} in ('failed', 'unsupported')`),
    index('uploads_code').on(t.code, t.uploadedAt).where(sql`${t.code} is not null`),
    index('uploads_stage').on(t.stage, t.uploadedAt).where(sql`${t.stage} is not null`),
    index('uploads_in_flight').on(t.uploadId).where(sql`${t.state} = 'in-flight'`),
    index('uploads_finished').on(t.finishedAt),
    index('uploads_document').on(t.documentId),
    index('uploads_sha256').on(t.sha256),
  ],
);

/** One row per distinct content, with the one upload that owns it and the newest outcome of either kind. */
export const documents = pgTable('documents', {
  documentId: text('document_id').primaryKey(),
  ownerUploadId: text('owner_upload_id').notNull(),
  /** The newest report; its rows are those in quantities, indicators, parts, findings and prints. */
  reportId: text('report_id'),
  /** The newest failure, if there was one. */
  failureId: text('failure_id'),
});

/** Every result that was published, reports and failures, with what lists show of it. The whole result is in the store at `resultKey`. */
export const results = pgTable(
  'results',
  {
    resultId: text('result_id').primaryKey(),
    documentId: text('document_id').notNull(),
    kind: text('kind').$type<'report' | 'failure'>().notNull(),
    resultKey: text('result_key').notNull(),
    publishedAt: instant('published_at').notNull(),
    title: text('title'),
    year: integer('year'),
    jurisdiction: text('jurisdiction'),
    /** The place with its superiors, outermost first: what a search for a place looks in. */
    place: text('place'),
    /** Id of the genre it was read as. */
    profile: text('profile'),
    issuer: text('issuer'),
    issuedOn: date('issued_on'),
    quantities: integer('quantities'),
    indicators: integer('indicators'),
    missingParts: jsonb('missing_parts').$type<string[]>(),
    findings: integer('findings'),
    stage: text('stage'),
    code: text('code').$type<ErrorCode>(),
    category: text('category').$type<ErrorCategory>(),
    unsupported: boolean('unsupported').notNull().default(false),
    message: jsonb('message').$type<LocalizedText>(),
    detail: text('detail'),
    attempts: integer('attempts'),
    /** By what it was read: stages and profile. Null in rows written before reprocessing needed it. */
    versions: jsonb('versions').$type<ResultVersions>(),
  },
  (t) => [
    index('results_document').on(t.documentId),
    index('results_jurisdiction').on(t.jurisdiction, t.year),
  ],
);

/**
 * What reports are searched and sorted by: one row per document with a report, copied from its upload and its newest report, so that one
 * index gives a sorted page. Texts are folded (see fold-text.ts). A trigger on uploads keeps `published` true to the ledger's state.
 */
export const reportSearch = pgTable(
  'report_search',
  {
    documentId: text('document_id')
      .primaryKey()
      .references(() => documents.documentId, { onDelete: 'cascade' }),
    uploadId: text('upload_id').notNull(),
    batchId: text('batch_id').notNull(),
    uploadedAt: instant('uploaded_at').notNull(),
    published: boolean('published').notNull(),
    resultId: text('result_id').notNull(),
    name: text('name').notNull(),
    title: text('title').notNull(),
    place: text('place').notNull(),
    /** 0 when the report names none. */
    year: integer('year').notNull(),
    profile: text('profile').notNull(),
    figures: integer('figures').notNull(),
    indicators: integer('indicators').notNull(),
    findings: integer('findings').notNull(),
    missingParts: text('missing_parts').array().notNull(),
    findingCodes: text('finding_codes').array().notNull(),
    /** Pairs of letters in name, title and place: what a search for words of them looks up first. */
    pairs: integer('pairs')
      .array()
      .notNull()
      .generatedAlwaysAs(sql`letter_pairs("name") || letter_pairs("title") || letter_pairs("place")`),
  },
  (t) => {
    const published = sql`${t.published}`;
    return [
      index('report_search_uploaded').on(t.uploadedAt, t.documentId).where(published),
      index('report_search_batch').on(t.batchId, t.uploadedAt, t.documentId).where(published),
      index('report_search_year').on(t.year, t.documentId).where(published),
      index('report_search_place').on(sql`${t.place} collate "C"`, t.documentId).where(published),
      index('report_search_name').on(sql`${t.name} collate "C"`, t.documentId).where(published),
      index('report_search_figures').on(t.figures, t.documentId).where(published),
      index('report_search_indicators').on(t.indicators, t.documentId).where(published),
      index('report_search_findings').on(t.findings, t.documentId).where(published),
      index('report_search_missing').using('gin', t.missingParts),
      index('report_search_codes').using('gin', t.findingCodes),
      index('report_search_pairs').using('gin', t.pairs),
      index('report_search_upload').on(t.uploadId),
    ];
  },
);

/** The folded text of each report and the pairs of letters in it: see text-pairs.ts. Never more than one row per document. */
export const reportTexts = pgTable(
  'report_texts',
  {
    documentId: text('document_id')
      .primaryKey()
      .references(() => documents.documentId, { onDelete: 'cascade' }),
    body: text('body').notNull(),
    pairs: integer('pairs').array().notNull(),
  },
  (t) => [index('report_texts_pairs').using('gin', t.pairs)],
);

// The five tables below have no foreign keys: each is written whole, in one transaction with its document, and a
// trigger per row would cost more than the insert. `ordinal` is the place in the result's array.
const row = {
  documentId: text('document_id').notNull(),
  ordinal: integer('ordinal').notNull(),
};
const rowKey = (t: { documentId: PgColumn; ordinal: PgColumn }) =>
  primaryKey({ columns: [t.documentId, t.ordinal] });

export const quantities = pgTable(
  'quantities',
  {
    ...row,
    quantityId: text('quantity_id').notNull(),
    value: doublePrecision('value').notNull(),
    upper: doublePrecision('upper'),
    unit: text('unit').notNull(),
    quote: text('quote').notNull(),
    startOffset: integer('start_offset').notNull(),
    endOffset: integer('end_offset').notNull(),
    page: integer('page'),
    approximation: text('approximation'),
    bound: text('bound'),
    status: text('status').notNull(),
    subject: text('subject').notNull(),
    sectionId: text('section_id'),
    relation: jsonb('relation'),
  },
  (t) => [rowKey(t)],
);

export const indicators = pgTable(
  'indicators',
  {
    ...row,
    key: text('key').notNull(),
    value: doublePrecision('value').notNull(),
    unit: text('unit').notNull(),
    approximation: text('approximation'),
    bound: text('bound'),
    status: text('status').notNull(),
    quantityIds: jsonb('quantity_ids').notNull(),
    rule: text('rule').notNull(),
  },
  (t) => [rowKey(t), index('indicators_value').on(t.key, t.value, t.documentId)],
);

export const parts = pgTable(
  'parts',
  {
    ...row,
    key: text('key').notNull(),
    state: text('state').notNull(),
    mandatory: boolean('mandatory').notNull(),
    evidence: jsonb('evidence'),
  },
  (t) => [rowKey(t), index('parts_key_state').on(t.key, t.state)],
);

export const findings = pgTable(
  'findings',
  {
    ...row,
    code: text('code').notNull(),
    severity: text('severity').notNull(),
    message: jsonb('message').notNull(),
    spans: jsonb('spans').notNull(),
    basis: jsonb('basis').notNull(),
  },
  (t) => [rowKey(t), index('findings_code').on(t.code)],
);

/** Of the longer paragraphs; equal prints are copies but for years, figures and the reporting place. */
export const prints = pgTable(
  'prints',
  {
    ...row,
    print: bigint('print', { mode: 'number' }).notNull(),
    startOffset: integer('start_offset').notNull(),
    endOffset: integer('end_offset').notNull(),
  },
  (t) => [rowKey(t), index('prints_print').on(t.print)],
);

/** Receivers of results. Not derivable from the store, so a rebuild leaves them and their deliveries. */
export const subscriptions = pgTable('subscriptions', {
  name: text('name').primaryKey(),
  target: jsonb('target').$type<SubscriptionTarget>().notNull(),
  filter: jsonb('filter').$type<SubscriptionFilter>().notNull(),
  payload: text('payload').$type<SubscriptionPayload>().notNull(),
  state: text('state').$type<SubscriptionState>().notNull(),
  builtIn: boolean('built_in').notNull().default(false),
  /** Sealed by who made them; the newest first. */
  secrets: jsonb('secrets').$type<KeptSecret[]>().notNull().default([]),
  createdAt: instant('created_at').notNull().defaultNow(),
  /** Replays that were asked for. Counted here, because finished deliveries do not stay for ever. */
  replays: integer('replays').notNull().default(0),
  delivered: bigint('delivered', { mode: 'number' }).notNull().default(0),
  lastDeliveredAt: instant('last_delivered_at'),
  /** Failed attempts since the last success. */
  failures: integer('failures').notNull().default(0),
  lastError: text('last_error'),
  lastErrorAt: instant('last_error_at'),
  /** The first failed attempt since the last success, or since somebody resumed it. */
  failingSince: instant('failing_since'),
  /** Of a disabled one. */
  disabledReason: text('disabled_reason').$type<DisabledReason>(),
});

/** One row: how many refills from the object store began, and which of them was the last to end. What is `begun` and not `done` is under way. */
export const refills = pgTable('refills', {
  begun: integer('begun').notNull().default(0),
  done: integer('done').notNull().default(0),
});

/** One row per result and subscription, written when the result is published: the outbox. */
export const deliveries = pgTable(
  'deliveries',
  {
    resultId: text('result_id').notNull(),
    subscription: text('subscription').notNull(),
    resultKey: text('result_key').notNull(),
    documentId: text('document_id').notNull(),
    event: text('event').$type<ResultEventKind>().notNull(),
    previousResultId: text('previous_result_id'),
    publishedAt: instant('published_at').notNull(),
    state: text('state').$type<DeliveryState>().notNull().default('pending'),
    replay: integer('replay').notNull().default(0),
    createdAt: instant('created_at').notNull().defaultNow(),
    sentAt: instant('sent_at'),
    /** Identity of the Redis that took it: when that is gone, so is the message. */
    sentEpoch: text('sent_epoch'),
    finishedAt: instant('finished_at'),
    error: text('error'),
    /** Traceparent of the publication; null where it was not traced. */
    trace: text('trace'),
  },
  (t) => [
    primaryKey({ columns: [t.resultId, t.subscription] }),
    index('deliveries_pending')
      .on(t.subscription, t.publishedAt, t.resultId)
      .where(sql`${t.state} = 'pending'`),
    index('deliveries_sent').on(t.subscription, t.sentAt).where(sql`${t.state} = 'sent'`),
    index('deliveries_dead').on(t.subscription, t.publishedAt).where(sql`${t.state} = 'dead'`),
    index('deliveries_document').on(t.documentId, t.subscription, t.publishedAt),
  ],
);
