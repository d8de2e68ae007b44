import type { Change, ReprocessFilter, ReprocessState } from '@nianbao/contracts';
import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** One row per reprocessing run. Not derivable from the store, so a rebuild leaves it. */
export const reprocessRuns = pgTable('reprocess_runs', {
  runId: text('run_id').primaryKey(),
  createdAt: instant('created_at').notNull().defaultNow(),
  state: text('state').$type<ReprocessState>().notNull(),
  filter: jsonb('filter').$type<ReprocessFilter>().notNull(),
  /** Reports without a difference are published too. */
  unchanged: boolean('unchanged').notNull().default(false),
});

/** The reports a run looks at. `compared` is null until it has been read anew; `sent…` is of its newest job. */
export const reprocessItems = pgTable(
  'reprocess_items',
  {
    runId: text('run_id').notNull(),
    documentId: text('document_id').notNull(),
    sentAt: instant('sent_at'),
    sentEpoch: text('sent_epoch'),
    comparedAt: instant('compared_at'),
    /** The id the new result has, or would have. */
    resultId: text('result_id'),
    /** It could not be read. */
    failed: boolean('failed').notNull().default(false),
    changeCount: integer('change_count').notNull().default(0),
    changes: jsonb('changes').$type<Change[]>(),
    publishedAt: instant('published_at'),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.documentId] }),
    index('reprocess_items_open').on(t.runId, t.documentId).where(sql`${t.comparedAt} is null`),
  ],
);
