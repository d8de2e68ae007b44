import { openCatalogue } from '@nianbao/catalogue';
import { ExportRequest } from '@nianbao/contracts';
import { exportFiles } from '@nianbao/exports';
import { exportSources } from '../../services/console/src/exports/export-sources.ts';

/** Exports everything in a catalogue in one format, throws the bytes away, and prints rows, speed and this process’s peak memory. */
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
const rows = tables.reduce((sum, table) => sum + table.rows, 0);
await catalogue.close();
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(
  `export ${request.format.padEnd(8)} ${rows} rows (${tables.map((table) => `${table.name} ${table.rows}`).join(', ')}), ` +
    `${Math.round(bytes / 1024 ** 2)} MB, ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows/s, peak RSS ${peakMb} MB`,
);
