import { createHash } from 'node:crypto';
import type { ExportedFile, ExportFormat, ReportTableRow } from '@nianbao/contracts';
import { csvBytes } from './csv.ts';
import { ndjsonBytes } from './ndjson.ts';
import { parquetBytes } from './parquet.ts';
import type { TableSource, Wording } from './table-source.ts';
import { xlsxBytes } from './xlsx/xlsx.ts';

/** One file of an export, to be read once. */
export interface ExportFile {
  name: string;
  mediaType: string;
  bytes(): AsyncIterable<Uint8Array>;
  /** What the manifest says of it; to be asked when its bytes have been read to their end. */
  summary(): ExportedFile;
}

/** By RFC 7111, IANA's list of media types, and (NDJSON) custom. */
export const mediaTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ndjson: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
};

/** The tables in a format: a workbook has a sheet for each, of the others there is a file for each. */
export function exportFiles(
  format: ExportFormat,
  sources: readonly TableSource[],
  wording: Wording,
): ExportFile[] {
  if (format === 'xlsx')
    return [exportFile('nianbao.xlsx', format, sources, (counted) => xlsxBytes(counted, wording))];
  return sources.map((source) =>
    exportFile(`${source.table.name}.${format}`, format, [source], ([counted = source]) => {
      if (format === 'csv') return csvBytes(counted, wording);
      return format === 'ndjson' ? ndjsonBytes(counted) : parquetBytes(counted);
    }),
  );
}

function exportFile(
  name: string,
  format: ExportFormat,
  sources: readonly TableSource[],
  write: (sources: readonly TableSource[]) => AsyncIterable<Uint8Array>,
): ExportFile {
  const rows = new Map(sources.map(({ table }) => [table.name, 0]));
  const hash = createHash('sha256');
  let size = 0;
  let digest: string | undefined;
  const counted = sources.map(({ table, pages }) => ({
    table,
    async *pages(): AsyncGenerator<readonly ReportTableRow[]> {
      for await (const page of pages()) {
        rows.set(table.name, (rows.get(table.name) ?? 0) + page.length);
        yield page;
      }
    },
  }));
  return {
    name,
    mediaType: mediaTypes[format],
    async *bytes() {
      for await (const chunk of write(counted)) {
        hash.update(chunk);
        size += chunk.byteLength;
        yield chunk;
      }
      digest = hash.digest('hex');
    },
    summary() {
      if (digest === undefined) throw new Error(`${name} has not been read to its end`);
      const tables = [...rows].map(([table, count]) => ({ name: table, rows: count }));
      return { name, bytes: size, sha256: digest, tables };
    },
  };
}
