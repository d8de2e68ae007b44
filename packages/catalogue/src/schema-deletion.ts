import type { DeletionFilter } from '@nianbao/contracts';
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** Who had what deleted, and why. Not derivable from the store, so a rebuild leaves it. */
export const deletions = pgTable('deletions', {
  deletionId: text('deletion_id').primaryKey(),
  createdAt: instant('created_at').notNull().defaultNow(),
  finishedAt: instant('finished_at'),
  actor: text('actor').notNull(),
  reason: text('reason').notNull(),
  filter: jsonb('filter').$type<DeletionFilter>().notNull(),
});

/** One row per document, or per single upload, that goes. `subjectId` is the document's id or the upload's. */
export const deletionItems = pgTable(
  'deletion_items',
  {
    deletionId: text('deletion_id').notNull(),
    subjectId: text('subject_id').notNull(),
    kind: text('kind').$type<'document' | 'upload'>().notNull(),
    name: text('name').notNull(),
    batchId: text('batch_id').notNull(),
    uploads: integer('uploads').notNull(),
    objects: integer('objects').notNull().default(0),
    doneAt: instant('done_at'),
  },
  (t) => [
    primaryKey({ columns: [t.deletionId, t.subjectId] }),
    index('deletion_items_open').on(t.deletionId, t.subjectId).where(sql`${t.doneAt} is null`),
  ],
);
