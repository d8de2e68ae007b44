import type { ExportRequest, ExportRun } from '@nianbao/contracts';
import { boolean, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** Exports that are repeated by the clock. A run that is due stays due until it is over: one that is broken off is repeated. */
export const exportSchedules = pgTable('export_schedules', {
  name: text('name').primaryKey(),
  cron: text('cron').notNull(),
  timeZone: text('time_zone').notNull(),
  keep: integer('keep').notNull(),
  request: jsonb('request').$type<ExportRequest>().notNull(),
  paused: boolean('paused').notNull().default(false),
  createdBy: text('created_by').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  dueAt: instant('due_at'),
  lastRun: jsonb('last_run').$type<ExportRun>(),
});
