import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { catalogueEnv, openCatalogue } from '@nianbao/catalogue';
import { readEnv } from '@nianbao/service-kit';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { prepareStatements } from '../../packages/catalogue/src/database/prepare-statements.ts';
import { embeddedStartMs } from '../support/catalogue-backends.ts';
import { sampleUpload } from '../support/catalogue-samples.ts';
import { startPostgres } from '../support/postgres.ts';

const writer = fileURLToPath(new URL('../support/catalogue-writer.ts', import.meta.url));
const unavailable = { name: 'RetryLaterError', code: 'DATABASE_UNAVAILABLE', afterMs: 2_000 };

function startWriter(target: string, ...args: string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', writer, target, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function exitCode(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve));
}

describe('a new embedded catalogue', { timeout: 3 * embeddedStartMs }, () => {
  const root = mkdtempSync(join(tmpdir(), 'nianbao-seed-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('is unpacked from the dump that the first one left, and a damaged dump is made anew', async () => {
    const seedDir = join(root, 'cache');
    mkdirSync(seedDir);
    const uploads = [sampleUpload('a')];
    const open = async (name: string) => {
      const catalogue = await openCatalogue({ pgliteDir: join(root, name), seedDir });
      // Nothing of one database may get into the next.
      expect(await catalogue.register(uploads, 'e')).toHaveLength(1);
      await catalogue.close();
      const [seed, ...others] = readdirSync(seedDir);
      expect(others).toEqual([]);
      return join(seedDir, seed ?? '');
    };
    const seed = await open('first');
    expect(seed).toMatch(/pglite-[\d.]+\.tar\.gz$/);
    const { mtimeMs } = statSync(seed);
    await open('second');
    expect(statSync(seed).mtimeMs).toBe(mtimeMs);
    truncateSync(seed, 1_000);
    await open('third');
    expect(statSync(seed).size).toBeGreaterThan(1_000_000);
    const again = await openCatalogue({ pgliteDir: join(root, 'second'), seedDir });
    expect(await again.recorded(uploads.map(({ uploadId }) => uploadId))).toHaveProperty('size', 1);
    await again.close();
  });
});

describe('embedded catalogue', { timeout: embeddedStartMs }, () => {
  const root = mkdtempSync(join(tmpdir(), 'nianbao-catalogue-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('keeps everything acknowledged when its process is killed', async () => {
    const folder = join(root, 'killed');
    const child = startWriter(folder);
    const acknowledged: string[] = [];
    if (child.stdout)
      for await (const line of createInterface({ input: child.stdout })) {
        const [word, uploadId] = line.split(' ');
        if (word === 'published' && uploadId) acknowledged.push(uploadId);
        if (acknowledged.length === 25) child.kill('SIGKILL');
      }
    expect(acknowledged.length).toBeGreaterThanOrEqual(25);

    const catalogue = await openCatalogue({ pgliteDir: folder });
    for (const uploadId of acknowledged)
      expect(await catalogue.document(uploadId)).toMatchObject({ state: 'published', quantities: 60 });
    const { uploaded, published, inFlight } = await catalogue.account();
    expect(published + inFlight).toBe(uploaded);
    expect(uploaded - acknowledged.length).toBeLessThanOrEqual(1);
    await catalogue.close();
  });

  it('belongs to one process at a time', async () => {
    const folder = join(root, 'shared');
    const catalogue = await openCatalogue({ pgliteDir: folder });
    await expect(openCatalogue({ pgliteDir: folder })).rejects.toThrow(/in use/);
    const second = startWriter(folder, 'once');
    let complaint = '';
    second.stderr?.on('data', (piece: Buffer) => {
      complaint += piece.toString();
    });
    expect(await exitCode(second)).not.toBe(0);
    expect(complaint).toContain(`in use by process ${process.pid}`);
    await catalogue.register([sampleUpload('a.docx')], 'e1');
    await catalogue.close();

    expect(await exitCode(startWriter(folder, 'once'))).toBe(0);
    const again = await openCatalogue({ pgliteDir: folder });
    expect(await again.account()).toMatchObject({ uploaded: 1 });
    expect(await again.check()).toMatchObject({ server: expect.stringMatching(/^PGlite \d/) });
    await again.close();
  });
});

const postgres = await startPostgres();
describe.skipIf(postgres === null)('catalogue on a server', () => {
  afterAll(() => postgres?.stop());
  const fresh = async () => (await postgres?.freshDatabase()) ?? '';

  it('is migrated once when many open it at once, in one process and in several', async () => {
    const databaseUrl = await fresh();
    const children = [startWriter(databaseUrl, 'once'), startWriter(databaseUrl, 'once')].map(exitCode);
    const opened = await Promise.all([1, 2, 3, 4].map(() => openCatalogue({ databaseUrl, poolMax: 2 })));
    expect(await Promise.all(children)).toEqual([0, 0]);
    const states = await Promise.all(opened.map((catalogue) => catalogue.check()));
    expect(new Set(states.map(({ migrations }) => migrations)).size).toBe(1);
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    const { rows } = await client.query('select number from catalogue_migrations order by number');
    await client.end();
    expect(rows.map((row) => row.number)).toEqual(
      Array.from({ length: states[0]?.migrations ?? 0 }, (_, n) => n),
    );
    await Promise.all(opened.map((catalogue) => catalogue.close()));
  });

  it('is asked with statements that are prepared once, as the embedded one is, and goes on after one that failed', async () => {
    const client = new pg.Client({ connectionString: await fresh() });
    await client.connect();
    prepareStatements(client);
    const ask = async (text: string, ...values: unknown[]) => (await client.query({ text }, values)).rows;
    await expect(ask('select * from nowhere where n = $1', 1)).rejects.toThrow('nowhere');
    expect([await ask('select 2 * $1::int as n', 1), await ask('select 2 * $1::int as n', 2)]).toEqual([
      [{ n: 2 }],
      [{ n: 4 }],
    ]);
    expect(await ask('select statement, custom_plans::int as runs from pg_prepared_statements')).toEqual([
      { statement: 'select 2 * $1::int as n', runs: 2 },
    ]);
    await client.end();
  });

  it('leaves a database that is newer than the program as it is', async () => {
    const databaseUrl = await fresh();
    const first = await openCatalogue({ databaseUrl });
    await first.register([sampleUpload('a.docx')], 'e1');
    await first.close();
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query("insert into catalogue_migrations (number, hash) values (99, 'from the future')");
    await client.end();
    const second = await openCatalogue({ databaseUrl });
    expect(await second.account()).toMatchObject({ uploaded: 1 });
    await second.close();
  });

  it.skipIf(!postgres?.outage)(
    'asks for a retry while the server is away, and goes on when it is back',
    async () => {
      const databaseUrl = await fresh();
      const catalogue = await openCatalogue({ databaseUrl });
      await catalogue.register([sampleUpload('a.docx')], 'e1');
      await postgres?.outage?.begin();
      await expect(catalogue.account()).rejects.toMatchObject(unavailable);
      await expect(catalogue.register([sampleUpload('b.docx')], 'e1')).rejects.toMatchObject(unavailable);
      await expect(openCatalogue({ databaseUrl })).rejects.toMatchObject(unavailable);
      await postgres?.outage?.end();
      expect(await catalogue.account()).toMatchObject({ uploaded: 1 });
      await catalogue.close();
    },
  );

  it('asks for a retry when its connection is ended under a waiting statement', async () => {
    const databaseUrl = await fresh();
    const catalogue = await openCatalogue({ databaseUrl, poolMax: 1 });
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query('begin; lock table uploads');
    const waiting = expect(catalogue.finishedWithin(60)).rejects.toMatchObject(unavailable);
    const backends = "select pid from pg_locks where relation = 'uploads'::regclass and not granted";
    while ((await client.query(backends)).rowCount === 0);
    await client.query(`select pg_terminate_backend(pid) from (${backends}) as waiting`);
    await waiting;
    await client.query('rollback');
    expect(await catalogue.account()).toMatchObject({ uploaded: 0 });
    await client.end();
    await catalogue.close();
  });

  it('passes other errors on without the parameters of the statement', async () => {
    const catalogue = await openCatalogue({ databaseUrl: await fresh() });
    const secret = { ...sampleUpload('秘密.docx'), bytes: 0.5 };
    const error: unknown = await catalogue.register([secret], 'e1').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: '22P02' });
    expect(String(error)).not.toContain('秘密');
    await catalogue.close();
  });
});

describe('catalogueEnv', () => {
  it('has defaults for all but the URL', () => {
    const defaults = {
      DATABASE_URL: undefined,
      DATABASE_POOL_MAX: 10,
      DATABASE_STATEMENT_TIMEOUT_MS: 30_000,
    };
    expect(readEnv(catalogueEnv, {})).toEqual(defaults);
    expect(() => readEnv(catalogueEnv, { DATABASE_POOL_MAX: '0' })).toThrow(/DATABASE_POOL_MAX/);
  });
});
