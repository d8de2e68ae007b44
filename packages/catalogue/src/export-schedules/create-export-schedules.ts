import { asc, eq, lte, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { exportSchedules as table } from '../schema-exports.ts';
import type { ExportSchedules, KeptExportSchedule } from './export-schedules.ts';

export function createExportSchedules(db: Database): ExportSchedules {
  return {
    exportSchedules: async () => (await db.select().from(table).orderBy(asc(table.name))).map(shown),
    async exportSchedule(name) {
      const [row] = await db.select().from(table).where(eq(table.name, name));
      return row === undefined ? null : shown(row);
    },
    async createExportSchedule(wanted, createdBy, dueAt) {
      const made = await db
        .insert(table)
        .values({ ...wanted, createdBy, dueAt })
        .onConflictDoNothing()
        .returning({ name: table.name });
      return made.length > 0;
    },
    async changeExportSchedule(name, change) {
      // A statement that changes nothing is none.
      await db
        .update(table)
        .set({ ...change, name })
        .where(eq(table.name, name));
    },
    async deleteExportSchedule(name) {
      await db.delete(table).where(eq(table.name, name));
    },
    async askForExport(name) {
      await db
        .update(table)
        .set({ dueAt: sql`least(${table.dueAt}, now())` })
        .where(eq(table.name, name));
    },
    dueExportSchedules: async () =>
      (await db.select().from(table).where(lte(table.dueAt, sql`now()`)).orderBy(asc(table.dueAt))).map(
        shown,
      ),
    async noteExportRun(name, run, next) {
      const again = sql`case when ${table.dueAt} <> ${run.at}::timestamptz then ${table.dueAt}
        when ${table.paused} then null else ${next?.toISOString()}::timestamptz end`;
      await db
        .update(table)
        .set({ lastRun: run, ...(next && { dueAt: again }) })
        .where(eq(table.name, name));
    },
  };
}

function shown({ createdAt, dueAt, ...row }: typeof table.$inferSelect): KeptExportSchedule {
  return { ...row, createdAt: createdAt.toISOString(), dueAt: dueAt?.toISOString() ?? null };
}
