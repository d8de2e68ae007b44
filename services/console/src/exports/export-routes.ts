import { Readable } from 'node:stream';
import { ExportQuery, type ExportRequest } from '@nianbao/contracts';
import { bundleBytes, exportFiles, mediaTypes } from '@nianbao/exports';
import { type Route, route } from '@nianbao/http-api';
import { attachmentDisposition } from '@nianbao/object-store';
import type { ConsoleDeps } from '../console-deps.ts';
import { consoleProblem } from '../console-problem.ts';
import { refuseUnknownWords } from '../refuse-unknown-words.ts';
import { exportManifest } from './export-manifest.ts';
import { exportSources } from './export-sources.ts';
import { exportWording } from './export-wording.ts';

/** An export reads the database without a pause; more at once would keep pages and pipeline waiting. */
const maxAtOnce = 3;
const archiveType = 'application/zip';
/** As a caller compares them: without parameters. */
const types = Object.values(mediaTypes).map((type) => type.replace(/;.*/, ''));

/** What reports hold, to take away. */
export function exportRoutes(deps: ConsoleDeps): Route[] {
  let running = 0;
  return [
    route({
      id: 'export-reports',
      method: 'get',
      path: '/api/exports',
      tag: 'exports',
      role: 'reader',
      summary: {
        zh: '把符合条件的报告导出为 CSV、XLSX、NDJSON 或 Parquet',
        en: 'The reports that match, as CSV, XLSX, NDJSON or Parquet',
      },
      description: {
        zh: '多于一个文件时为 ZIP，内含 manifest.json（行数、SHA-256、条件、版本）；bundle=true 时总是 ZIP。',
        en: 'More than one file come as a ZIP archive with manifest.json (rows, SHA-256, filter, versions); with bundle=true it always is one.',
      },
      query: ExportQuery,
      answers: { 200: { mediaType: [...types, archiveType] } },
      async handle({ query, c }) {
        refuseUnknownWords(deps.config.labels, query);
        // What keeps it from being read is told before the answer has begun.
        await deps.catalogue.reportTable('reports', query, { limit: 1 });
        if (running >= maxAtOnce)
          throw consoleProblem('EXPORTS_BUSY', undefined, { headers: { 'retry-after': '30' } });
        const { name, mediaType, bytes } = download(deps, query);
        const body = Readable.from(bytes, { objectMode: false });
        running += 1;
        body.once('close', () => {
          running -= 1;
        });
        // The answer has begun: all that is left is to break it off, which the caller notices.
        body.once('error', (error) => deps.log.error({ event: 'export', err: error }, 'export broken off'));
        c.header('content-type', mediaType);
        c.header('content-disposition', attachmentDisposition(name));
        c.header('cache-control', 'private, no-store');
        c.header('x-content-type-options', 'nosniff');
        return c.body(Readable.toWeb(body) as ReadableStream<Uint8Array>);
      },
    }),
  ];
}

function download({ catalogue, config }: ConsoleDeps, { columns, bundle, ...request }: ExportQuery) {
  const createdAt = new Date();
  const files = exportFiles(
    request.format,
    exportSources(catalogue, request, columns),
    exportWording(config.labels, request.lang),
  );
  const [file] = files;
  const day = createdAt.toISOString().slice(0, 10);
  if (file && files.length === 1 && !bundle)
    return { name: downloadName(request, file.name, day), mediaType: file.mediaType, bytes: file.bytes() };
  const bytes = bundleBytes(files, (written) => exportManifest({ ...request, columns }, createdAt, written));
  return { name: `nianbao-${day}.zip`, mediaType: archiveType, bytes };
}

function downloadName({ format, tables }: ExportRequest, fileName: string, day: string): string {
  return format === 'xlsx'
    ? `nianbao-${day}.xlsx`
    : `${tables[0]}-${day}${fileName.slice(fileName.lastIndexOf('.'))}`;
}
