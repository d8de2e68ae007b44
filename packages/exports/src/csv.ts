import type { ReportTable, ReportTableRow } from '@nianbao/contracts';
import { type Cell, columnHeading, joined, type TableSource, type Wording, worded } from './table-source.ts';
import { textChunks } from './text-chunks.ts';

/** Without it Excel reads UTF-8 as the local code page. */
export const byteOrderMark = '\uFEFF';

/** The table as CSV (RFC 4180). For people it begins with a byte order mark; for programs it does not. */
export function csvBytes(source: TableSource, wording: Wording): AsyncIterable<Uint8Array> {
  return textChunks(csvLines(source, wording));
}

async function* csvLines({ table, pages }: TableSource, wording: Wording): AsyncGenerator<string> {
  const heading = csvLine(table.columns.map((column) => columnHeading(column, wording)));
  yield wording.lang === 'names' ? heading : byteOrderMark + heading;
  for await (const page of pages()) for (const row of page) yield rowLine(row, table, wording);
}

function rowLine(row: ReportTableRow, { columns }: ReportTable, wording: Wording): string {
  return csvLine(columns.map((column, n) => worded(row[n] ?? null, column, wording)));
}

/** One line. */
export function csvLine(cells: readonly (Cell | undefined)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  return quoted(typeof cell === 'string' ? cell : joined(cell));
}

/** A text that begins like a formula, full-width too, is one to a spreadsheet, and file names come from outside (OWASP, "CSV Injection"). */
function quoted(text: string): string {
  const safe = /^[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
