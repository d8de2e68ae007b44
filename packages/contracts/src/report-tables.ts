import { z } from 'zod';
import tables from './report-tables.json' with { type: 'json' };
import type { LocalizedText } from './span.ts';
import indicators from './wide-indicators.json' with { type: 'json' };

/** What is read in reports, as tables: the views of the schema `nianbao_data` and the tables of an export, by the same names. */
export const ReportTableName = z.enum([
  'reports',
  'figures',
  'indicators_long',
  'indicators_wide',
  'parts',
  'findings',
]);
export type ReportTableName = z.infer<typeof ReportTableName>;

/** `list` is of texts; `date` and `timestamp` travel in ISO 8601, UTC. */
export type ReportColumnType = 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp' | 'list';

export interface ReportTableColumn {
  name: string;
  type: ReportColumnType;
  heading: LocalizedText;
  meaning?: LocalizedText;
  /** The column holds keys that the genres name in both languages. */
  vocabulary?: 'indicators' | 'parts';
}

export interface ReportTable {
  name: ReportTableName;
  heading: LocalizedText;
  meaning: LocalizedText;
  columns: readonly ReportTableColumn[];
}

/** The cells of a row, in the order of its table's columns. */
export type ReportTableRow = readonly (string | number | boolean | readonly string[] | null)[];

/** The rows that some reports have in one table; `reports` says how many reports these were. */
export interface ReportTablePage {
  rows: ReportTableRow[];
  reports: number;
  nextCursor: string | null;
}

/** In their order everywhere. Columns are only ever added, at the end: analysts' queries and files rely on them. */
export const reportTables: readonly ReportTable[] = (tables as ReportTable[]).map((table) =>
  table.name === 'indicators_wide' ? { ...table, columns: [...table.columns, ...wideColumns()] } : table,
);

/** The table of that name. */
export function reportTable(name: ReportTableName): ReportTable {
  const table = reportTables.find((candidate) => candidate.name === name);
  if (!table) throw new RangeError(`no table "${name}"`);
  return table;
}

/** What the table of the reports has besides when they are searched by an indicator: its value in each. */
export const indicatorColumns: readonly ReportTableColumn[] = [
  { name: 'indicator_value', type: 'number', heading: { zh: '指标值', en: 'Value' } },
  { name: 'indicator_unit', type: 'text', heading: { zh: '单位', en: 'Unit' } },
];

function wideColumns(): ReportTableColumn[] {
  return indicators.map(({ key, label }) => ({ name: key, type: 'number', heading: label }));
}
