import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { openCatalogue } from '@nianbao/catalogue';
import { DocumentPage, ExportFormat, reportTable } from '@nianbao/contracts';
import { startLocalStack } from '@nianbao/local-stack';
import pg from 'pg';
import { startBench } from './bench.ts';
import type { ExportRun } from './export-child.ts';
import { type Execute, fillCatalogue } from './fill-catalogue.ts';
import { type Latency, measureLatency } from './measure-latency.ts';
import { measureProcessor, type ProcessorTime } from './measure-processor.ts';
import { operatorRoutes } from './operator-routes.ts';

/**
 * The console's API over a full catalogue, and exports of all of it:
 * `pnpm bench:catalogue [--count 50000] [--rate 50] [--seconds 20] [--database postgres://…/an_empty_one] [--no-api] [--no-exports]`.
 * Without `--database`, on the embedded database. `--count 0` measures a database that was filled before.
 */
const { options, say, finish } = startBench({
  count: 50_000,
  rate: 50,
  seconds: 20,
  database: '',
  api: true,
  exports: true,
});
const keys = reportTable('indicators_wide')
  .columns.slice(4, 24)
  .map((column) => column.name);
const dataDir = await mkdtemp(join(tmpdir(), 'nianbao-bench-'));
const pgliteDir = join(dataDir, 'catalogue');
try {
  say(`${options.count} reports on ${options.database ? 'PostgreSQL' : 'PGlite'}`);
  if (options.count > 0) await fill();
  const api = options.api ? await measureApi() : null;
  const exports = options.exports ? ExportFormat.options.map(exportOnce) : [];
  finish({ ...api, exports });
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

async function fill(): Promise<void> {
  const startedAt = Date.now();
  const catalogue = await openCatalogue(options.database ? { databaseUrl: options.database } : { pgliteDir });
  await catalogue.close();
  const { execute, close } = await connect();
  await fillCatalogue(execute, options.count, keys, options.api);
  await close();
  say(`filled in ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

async function connect(): Promise<{ execute: Execute; close(): Promise<void> }> {
  if (!options.database) {
    const embedded = await PGlite.create(pgliteDir);
    return {
      execute: (statement, parameters) => embedded.query(statement, parameters),
      close: () => embedded.close(),
    };
  }
  const client = new pg.Client({ connectionString: options.database });
  await client.connect();
  return {
    execute: (statement, parameters) => client.query(statement, parameters),
    close: () => client.end(),
  };
}

async function measureApi(): Promise<{ processor: ProcessorTime[]; latency: Latency[] }> {
  const stack = await startLocalStack({
    dataDir,
    log: 'silent',
    env: { ...process.env, ...(options.database && { DATABASE_URL: options.database }) },
  });
  try {
    const { documents } = DocumentPage.parse(
      await (await fetch(`${stack.apiUrl}/api/documents?limit=100`)).json(),
    );
    const ids = documents.flatMap(({ documentId }) => documentId ?? []);
    const mix = operatorRoutes(keys[0] ?? '', ids);
    const processor = await measureProcessor(stack.apiUrl, mix, serverPids);
    tellProcessor(processor);
    const { rate, seconds } = options;
    const latency = seconds > 0 ? await measureLatency(stack.apiUrl, mix, { rate, seconds }) : [];
    tellLatency(latency);
    return { processor, latency };
  } finally {
    await stack.stop();
  }
}

/** The processes of a server on this machine that work for its database. */
async function serverPids(): Promise<number[]> {
  if (!options.database) return [];
  const client = new pg.Client({ connectionString: options.database });
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>(
      'select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    return rows.map(({ pid }) => pid);
  } finally {
    await client.end();
  }
}

function tellProcessor(all: readonly ProcessorTime[]): void {
  say(`\nprocessor time per request, ms${' '.repeat(16)}own  server     sum`);
  const mean = (of: (each: ProcessorTime) => number) => all.map(of).reduce((a, b) => a + b, 0) / all.length;
  const last = { name: 'mean', own: mean(({ own }) => own), server: mean(({ server }) => server) };
  for (const { name, own, server } of [...all, last]) say(row(name, [own, server, own + server]));
}

function tellLatency(all: readonly Latency[]): void {
  if (all.length === 0) return;
  say(
    `\n${options.rate} requests/s for ${options.seconds} s, ms${' '.repeat(20)}p50     p95     p99   count failed`,
  );
  for (const { name, count, failed, p50, p95, p99 } of all)
    say(`${row(name, [p50, p95, p99])} ${String(count).padStart(7)} ${failed}`);
}

function row(name: string, ms: readonly number[]): string {
  return [name.padEnd(42), ...ms.map((each) => each.toFixed(1).padStart(7))].join(' ');
}

/** In a process of its own, whose peak memory is that of the export alone. */
function exportOnce(format: ExportFormat): ExportRun {
  const child = fileURLToPath(new URL('export-child.ts', import.meta.url));
  const args = ['--import', 'tsx', child, options.database || pgliteDir, format];
  const run = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as ExportRun;
  const { tables, bytes, seconds, peakMb } = run;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  say(
    `export ${format.padEnd(8)} ${rows} rows (${tables.map((table) => `${table.name} ${table.rows}`).join(', ')}), ` +
      `${Math.round(bytes / 1024 ** 2)} MB, ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows/s, peak RSS ${peakMb} MB`,
  );
  return run;
}
