import { openCatalogue } from '@nianbao/catalogue';
import { ExportRequest } from '@nianbao/contracts';
import { exportFiles } from '@nianbao/exports';
import { exportSources } from '../../services/console/src/exports/export-sources.ts';

/** One export of a whole catalogue. */
export interface ExportRun {
  format: string;
  bytes: number;
  seconds: number;
  tables: { name: string; rows: number }[];
  /** Of its process, resident. */
  peakMb: number;
}

// Exports everything in a catalogue in one format, throws the bytes away, and prints its run as JSON.
const [place = '', format] = process.argv.slice(2);
const catalogue = await openCatalogue(place.includes('://') ? { databaseUrl: place } : { pgliteDir: place });
const request = ExportRequest.parse({ format });
const startedAt = performance.now();
let bytes = 0;
const files = exportFiles(request.format, exportSources(catalogue, request), {
  lang: 'zh',
  label: () => undefined,
});
for (const file of files) for await (const chunk of file.bytes()) bytes += chunk.byteLength;
const seconds = (performance.now() - startedAt) / 1000;
const tables = files.flatMap((file) => file.summary().tables);
await catalogue.close();
const run: ExportRun = {
  format: request.format,
  bytes,
  seconds,
  tables: tables.map(({ name, rows }) => ({ name, rows })),
  peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
};
process.stdout.write(JSON.stringify(run));
