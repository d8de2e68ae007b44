import type { LocalizedText, ReportColumn, ReportRow } from '@nianbao/contracts';
import titles from './report-columns.json' with { type: 'json' };

/** Without it Excel reads UTF-8 as the local code page. */
export const byteOrderMark = '\uFEFF';

const columnTitles: Record<ReportColumn, LocalizedText> = titles;

/** The heading line. */
export function csvHeading(columns: readonly ReportColumn[], lang: 'zh' | 'en'): string {
  return line(columns.map((column) => columnTitles[column][lang]));
}

/** One report; `partLabel` names a missing part in the reader's language. */
export function csvRow(
  row: ReportRow,
  columns: readonly ReportColumn[],
  partLabel: (key: string) => string,
): string {
  return line(columns.map((column) => cell(row, column, partLabel)));
}

function cell(row: ReportRow, column: ReportColumn, partLabel: (key: string) => string) {
  if (column === 'place') return row.place ?? row.jurisdiction;
  if (column === 'batch') return row.batchId;
  if (column === 'figures') return row.quantities;
  if (column === 'missing') return row.missingParts?.map(partLabel).join('; ');
  return row[column];
}

/** RFC 4180. */
function line(cells: readonly (string | number | null | undefined)[]): string {
  return `${cells.map((value) => (typeof value === 'number' ? String(value) : quoted(value ?? ''))).join(',')}\r\n`;
}

/** A text that begins like a formula is one to a spreadsheet, and file names come from outside (OWASP, "CSV Injection"). */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
