import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { openCatalogue } from '@nianbao/catalogue';
import { DocumentPage, ExportFormat, reportTable } from '@nianbao/contracts';
import { startLocalStack } from '@nianbao/local-stack';
import pg from 'pg';
import { fillCatalogue } from './fill-catalogue.ts';
import { type Latency, measureLatency } from './measure-latency.ts';
import { measureProcessor, type ProcessorTime } from './measure-processor.ts';
import { operatorRoutes } from './operator-routes.ts';

/**
 * The console's API over a full catalogue, and exports of all of it:
 * `pnpm bench:catalogue [--count 50000] [--rate 50] [--seconds 20] [--database postgres://…/an_empty_one] [--no-api] [--no-exports]`.
 * Without `--database`, on the embedded database. `--count 0` measures a database that was filled before.
 */
const { values } = parseArgs({
  allowNegative: true,
  options: {
    count: { type: 'string', default: '50000' },
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '20' },
    database: { type: 'string' },
    api: { type: 'boolean', default: true },
    exports: { type: 'boolean', default: true },
  },
});
const keys = reportTable('indicators_wide')
  .columns.slice(4, 24)
  .map((column) => column.name);
const dataDir = await mkdtemp(join(tmpdir(), 'nianbao-bench-'));
const target = values.database ? { databaseUrl: values.database } : { pgliteDir: join(dataDir, 'catalogue') };
try {
  console.log(
    `${values.count} reports on ${values.database ? 'PostgreSQL' : 'PGlite'}, ${availableParallelism()} × ${cpus()[0]?.model},`,
  );
  console.log(
    `${Math.round(totalmem() / 1024 ** 2)} MB, Node ${process.version}, load before ${loadavg()[0]?.toFixed(1)}`,
  );
  if (values.count !== '0') await fill(Number(values.count));
  if (values.api) await measureApi();
  if (values.exports) for (const format of ExportFormat.options) exportOnce(format);
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

async function fill(count: number): Promise<void> {
  const startedAt = Date.now();
  const catalogue = await openCatalogue({ ...target });
  await catalogue.close();
  if (values.database) {
    const client = new pg.Client({ connectionString: values.database });
    await client.connect();
    await fillCatalogue(
      (statement, parameters) => client.query(statement, parameters),
      count,
      keys,
      values.api,
    );
    await client.end();
  } else {
    const client = await PGlite.create(join(dataDir, 'catalogue'));
    await fillCatalogue(
      (statement, parameters) => client.query(statement, parameters),
      count,
      keys,
      values.api,
    );
    await client.close();
  }
  console.log(`filled in ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

async function measureApi(): Promise<void> {
  const stack = await startLocalStack({
    dataDir,
    log: 'silent',
    env: { ...process.env, ...(values.database && { DATABASE_URL: values.database }) },
  });
  try {
    const { documents } = DocumentPage.parse(
      await (await fetch(`${stack.apiUrl}/api/documents?limit=100`)).json(),
    );
    const ids = documents.flatMap(({ documentId }) => documentId ?? []);
    const mix = operatorRoutes(keys[0] ?? '', ids);
    printProcessor(await measureProcessor(stack.apiUrl, mix, serverPids));
    const load = { rate: Number(values.rate), seconds: Number(values.seconds) };
    if (load.seconds > 0) printLatency(await measureLatency(stack.apiUrl, mix, load));
  } finally {
    await stack.stop();
  }
}

/** The processes of a server on this machine that work for its database. */
async function serverPids(): Promise<number[]> {
  if (!values.database) return [];
  const client = new pg.Client({ connectionString: values.database });
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

function printProcessor(all: readonly ProcessorTime[]): void {
  console.log(`\nprocessor time per request, ms${' '.repeat(16)}own  server     sum`);
  const mean = (of: (each: ProcessorTime) => number) => all.map(of).reduce((a, b) => a + b, 0) / all.length;
  const last = { name: 'mean', own: mean(({ own }) => own), server: mean(({ server }) => server) };
  for (const { name, own, server } of [...all, last])
    console.log(name.padEnd(42), ...[own, server, own + server].map((ms) => ms.toFixed(1).padStart(7)));
}

function printLatency(all: readonly Latency[]): void {
  console.log(
    `\n${values.rate} requests/s for ${values.seconds} s, ms${' '.repeat(20)}p50     p95     p99   count failed`,
  );
  for (const { name, count, failed, p50, p95, p99 } of all)
    console.log(
      name.padEnd(42),
      ...[p50, p95, p99].map((ms) => ms.toFixed(1).padStart(7)),
      String(count).padStart(7),
      failed,
    );
}

/** In a process of its own, whose peak memory is that of the export alone. */
function exportOnce(format: ExportFormat): void {
  const child = fileURLToPath(new URL('export-child.ts', import.meta.url));
  const place = values.database ?? join(dataDir, 'catalogue');
  const output = execFileSync(process.execPath, ['--import', 'tsx', child, place, format], {
    encoding: 'utf8',
  });
  console.log(output.trim());
}
