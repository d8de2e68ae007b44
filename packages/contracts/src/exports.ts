import { z } from 'zod';
import { ReportFilter } from './api-console.ts';
import { Sha256 } from './ids.ts';
import { indicatorColumns, ReportTableName, reportTables } from './report-tables.ts';

export const ExportFormat = z.enum(['csv', 'xlsx', 'ndjson', 'parquet']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** Headings and the names of indicators and parts in a language, or (`names`) as in SQL: for programs. */
export const ExportLanguage = z.enum(['zh', 'en', 'names']);
export type ExportLanguage = z.infer<typeof ExportLanguage>;

const tableNames = z.union([
  z.array(ReportTableName).min(1),
  z
    .string()
    .max(500)
    .transform((list) => list.split(','))
    .pipe(z.array(ReportTableName).min(1)),
]);

/** What is taken out: the reports that meet the filter, in its order, and these tables of them. */
export const ExportRequest = ReportFilter.extend({
  format: ExportFormat.default('xlsx'),
  tables: tableNames.default(['reports', 'figures', 'indicators_long', 'parts', 'findings']),
  lang: ExportLanguage.default('zh'),
});
export type ExportRequest = z.infer<typeof ExportRequest>;

const columnNames = new Set(
  [...reportTables.flatMap(({ columns }) => columns), ...indicatorColumns].map(({ name }) => name),
);
const columnName = z
  .string()
  .refine((name) => columnNames.has(name), 'no table has such a column · 没有这个列，列名见 SQL.md');

/**
 * GET /api/exports — a download: one file, or a ZIP archive of one per table and `manifest.json`. With `bundle`, always such an archive.
 * `columns`, comma-separated, leaves out the others; of tables that have none of them, nothing is left out.
 */
export const ExportQuery = ExportRequest.extend({
  columns: z
    .string()
    .max(2000)
    .transform((list) => list.split(','))
    .pipe(z.array(columnName))
    .optional(),
  bundle: z.stringbool().default(false),
});
export type ExportQuery = z.infer<typeof ExportQuery>;

/** One file of an export. A workbook has several tables. */
export const ExportedFile = z.object({
  name: z.string(),
  bytes: z.int(),
  sha256: Sha256,
  tables: z.array(z.object({ name: ReportTableName, rows: z.int() })),
});
export type ExportedFile = z.infer<typeof ExportedFile>;

/** Beside every export. Reports published while it was being written may be in it or not. */
export const ExportManifest = z.object({
  manifestVersion: z.literal(1),
  createdAt: z.iso.datetime(),
  /** Of this program. */
  productVersion: z.string(),
  resultSchemaVersion: z.int(),
  format: ExportFormat,
  lang: ExportLanguage,
  /** The conditions and the order, as they were asked for. */
  filter: z.record(z.string(), z.unknown()),
  /** Those asked for, where not all of them were; tables without any of them have all of theirs. */
  columns: z.array(z.string()).optional(),
  files: z.array(ExportedFile),
});
export type ExportManifest = z.infer<typeof ExportManifest>;
