import { extname } from 'node:path';
import { ExportFormat } from '@nianbao/contracts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { saveExport } from '../export/save-export.ts';
import { readFilter } from '../known-words.ts';
import type { FilterOptions } from '../program/report-filter-options.ts';
import { formatBytes } from '../terminal/format.ts';
import type { Io } from '../terminal/io.ts';
import { createProgress } from '../terminal/progress.ts';

interface ExportOptions extends FilterOptions {
  format?: ExportFormat;
  tables?: string;
  columns?: string;
  out?: string;
  names?: boolean;
}

/** Takes the reports that meet the conditions out as files, with their manifest beside them. */
export async function runExport(io: Io, options: ExportOptions): Promise<ExitCode> {
  const { tables, columns, names } = options;
  const format = options.format ?? formatOf(options.out);
  const out = options.out ?? defaultOut(format, tables);
  const client = connect(io);
  const filter = await readFilter(io, client, options);
  const progress = createProgress(io, io.t.exports.title);
  try {
    const body = await client.exportReports(
      {
        ...filter,
        format,
        lang: names ? 'names' : io.language,
        bundle: 'true',
        ...(tables !== undefined && { tables }),
        ...(columns !== undefined && { columns }),
      },
      io.signal,
    );
    const saved = await saveExport(io, body, out, (bytes) => progress.update(bytes, 0, formatBytes(bytes)));
    progress.stop();
    io.document(saved);
    for (const { name, rows } of saved.manifest.files.flatMap((file) => file.tables))
      io.print(io.t.exports.rows(name, rows));
    for (const path of saved.paths) io.print(path);
  } finally {
    progress.stop();
  }
  return exitCodes.ok;
}

/** What the file's name says; XLSX where it says nothing. */
function formatOf(out = ''): ExportFormat {
  return ExportFormat.catch('xlsx').parse(extname(out).slice(1).toLowerCase());
}

function defaultOut(format: ExportFormat, tables: string | undefined): string {
  const day = new Date().toISOString().slice(0, 10);
  if (format === 'xlsx') return `nianbao-${day}.xlsx`;
  return tables !== undefined && !tables.includes(',') ? `${tables}-${day}.${format}` : `nianbao-${day}`;
}
