import { z } from 'zod';
import { ExportRequest } from './exports.ts';

/** Names an export that is repeated, and its folder in the bucket. */
export const ExportScheduleName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,49}$/,
    'use 1-50 of a-z, 0-9 and -, beginning with a letter or digit · 用 1–50 个 a-z、0-9、-，以字母或数字开头',
  );
export type ExportScheduleName = z.infer<typeof ExportScheduleName>;

/** Five fields of cron: minute, hour, day of the month, month, day of the week. */
const Cron = z
  .string()
  .trim()
  .max(100)
  .regex(
    /^\S+(?:\s+\S+){4}$/,
    'five fields: minute hour day month weekday, e.g. "30 2 * * 1" · 五项：分 时 日 月 星期',
  );
/** IANA's name of a time zone. */
const TimeZone = z.string().min(1).max(60);
/** Complete exports that stay; older ones go when a new one is complete. */
const Keep = z.int().min(1).max(1000);

/** One run. `at` is when it was due, and names its folder; `keys` are its objects, the manifest last. */
export const ExportRun = z.object({
  at: z.iso.datetime(),
  /** `running` too while a run that was broken off waits to be repeated. */
  outcome: z.enum(['running', 'done', 'failed']),
  finishedAt: z.iso.datetime().nullable(),
  keys: z.array(z.string()),
  rows: z.int(),
  bytes: z.int(),
  error: z.string().nullable(),
});
export type ExportRun = z.infer<typeof ExportRun>;

/** An export that is repeated by the clock into `prefix` of the bucket: `<prefix><time>/<file>`, with manifest.json written last. */
export const ExportSchedule = z.object({
  name: ExportScheduleName,
  cron: z.string(),
  timeZone: z.string(),
  keep: z.int(),
  request: ExportRequest,
  paused: z.boolean(),
  prefix: z.string(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  /** Past while it runs or waits for its turn; null while paused. */
  dueAt: z.iso.datetime().nullable(),
  lastRun: ExportRun.nullable(),
});
export type ExportSchedule = z.infer<typeof ExportSchedule>;

/** GET /api/exports/schedules — by name. */
export const ExportSchedulesResponse = z.object({ schedules: z.array(ExportSchedule) });
export type ExportSchedulesResponse = z.infer<typeof ExportSchedulesResponse>;

/** POST /api/exports/schedules */
export const CreateExportSchedule = z.object({
  name: ExportScheduleName,
  cron: Cron,
  timeZone: TimeZone.default('Asia/Shanghai'),
  keep: Keep.default(10),
  request: ExportRequest.prefault({}),
});
export type CreateExportSchedule = z.infer<typeof CreateExportSchedule>;

/** PATCH /api/exports/schedules/:name — what is left out stays. */
export const ChangeExportSchedule = z.object({
  cron: Cron.optional(),
  timeZone: TimeZone.optional(),
  keep: Keep.optional(),
  request: ExportRequest.optional(),
  paused: z.boolean().optional(),
});
export type ChangeExportSchedule = z.infer<typeof ChangeExportSchedule>;

/** DELETE /api/exports/schedules/:name — what it wrote stays in the bucket. */
export const DeletedExportSchedule = z.object({ deleted: ExportScheduleName });
export type DeletedExportSchedule = z.infer<typeof DeletedExportSchedule>;
