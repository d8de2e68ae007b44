import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { openCatalogue } from '@nianbao/catalogue';
import { ExportFormat, reportTable } from '@nianbao/contracts';
import { startLocalStack } from '@nianbao/local-stack';
import pg from 'pg';
import { fillCatalogue } from './fill-catalogue.ts';
import { type Latency, measureLatency } from './measure-latency.ts';

/**
 * The console's API over a full catalogue, and exports of all of it:
 * `pnpm bench:catalogue [--count 50000] [--rate 50] [--seconds 20] [--database postgres://…/an_empty_one] [--no-api] [--no-exports]`.
 * Without `--database`, on the embedded database.
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
  await fill(Number(values.count));
  if (values.api) printLatency(await measureApi());
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

async function measureApi(): Promise<Latency[]> {
  const stack = await startLocalStack({
    dataDir,
    log: 'silent',
    env: { ...process.env, ...(values.database && { DATABASE_URL: values.database }) },
  });
  try {
    return await measureLatency(stack.apiUrl, {
      rate: Number(values.rate),
      seconds: Number(values.seconds),
      indicator: keys[0] ?? '',
    });
  } finally {
    await stack.stop();
  }
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
