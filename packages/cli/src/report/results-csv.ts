import type { DocumentSummary } from '@nianbao/contracts';
import { csvLine } from '@nianbao/exports';

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

export const csvHeader = csvLine(columns);

/** One upload with what was read in it. */
export function summaryLine(document: DocumentSummary): string {
  return csvLine(
    columns.map((column) => {
      const value = document[column];
      return Array.isArray(value) ? value.join(' ') : value;
    }),
  );
}
