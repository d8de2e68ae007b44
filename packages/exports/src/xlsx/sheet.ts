import type { ReportColumnType, ReportTable, ReportTableRow } from '@nianbao/contracts';
import { columnHeading, type Wording, worded } from '../table-source.ts';
import { cellXml, columnLetters, styles, textXml } from './cells.ts';

const widths: Record<ReportColumnType, number> = {
  text: 24,
  integer: 10,
  number: 14,
  boolean: 8,
  date: 12,
  timestamp: 20,
  list: 30,
};

/** A worksheet with a heading that stays in sight, until `rows` ends or the sheet holds `maxRows` besides its heading. */
export async function* sheetXml(
  table: ReportTable,
  wording: Wording,
  rows: AsyncIterator<ReportTableRow>,
  maxRows: number,
): AsyncGenerator<string> {
  const letters = table.columns.map((_, n) => columnLetters(n));
  yield opening(table, wording, letters);
  for (let count = 1; count <= maxRows; count += 1) {
    const next = await rows.next();
    if (next.done) break;
    yield rowXml(next.value, count + 1);
  }
  yield '</sheetData></worksheet>';

  function rowXml(row: ReportTableRow, number: number): string {
    const cells = table.columns.map((column, n) =>
      cellXml(`${letters[n]}${number}`, worded(row[n] ?? null, column, wording), column.type),
    );
    return `<row r="${number}">${cells.join('')}</row>`;
  }
}

function opening({ columns }: ReportTable, wording: Wording, letters: readonly string[]): string {
  const widthsXml = columns
    .map(({ type }, n) => `<col min="${n + 1}" max="${n + 1}" width="${widths[type]}" customWidth="1"/>`)
    .join('');
  const headings = columns.map((column, n) => {
    const utc = column.type === 'timestamp' && wording.lang !== 'names' ? ' (UTC)' : '';
    return textXml(`${letters[n]}1`, `${columnHeading(column, wording)}${utc}`, styles.heading);
  });
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">' +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${widthsXml}</cols><sheetData><row r="1">${headings.join('')}</row>`
  );
}
