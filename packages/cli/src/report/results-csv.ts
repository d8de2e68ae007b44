import type { DocumentSummary } from '@nianbao/contracts';

/** Columns of the CSV; the names are those of the API, in both languages' files alike, so that programs can rely on them. */
const columns = [
  'documentId',
  'uploadId',
  'batchId',
  'name',
  'format',
  'bytes',
  'state',
  'title',
  'year',
  'jurisdiction',
  'quantities',
  'indicators',
  'missingParts',
  'findings',
  'code',
  'detail',
  'uploadedAt',
  'finishedAt',
  'resultId',
  'resultKey',
] as const satisfies readonly (keyof DocumentSummary)[];

export const csvHeader = `${columns.join(',')}\r\n`;

/** One RFC 4180 line. A leading `=`, `+`, `-` or `@` gets an apostrophe: spreadsheets would run it as a formula. */
export function csvLine(document: DocumentSummary): string {
  const cells = columns.map((column) => {
    const value = document[column];
    if (value === null) return '';
    return typeof value === 'number'
      ? String(value)
      : quoted(Array.isArray(value) ? value.join(' ') : String(value));
  });
  return `${cells.join(',')}\r\n`;
}

function quoted(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
