import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Check, doctor } from '@nianbao/local-stack/doctor';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { spawnCli } from '../../packages/cli/test/spawn-cli.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';

let folder: string;
let redis: TestRedis;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nianbao-doctor-'));
  redis = await startTestRedis();
});
afterAll(async () => {
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
});

async function examine(env: Record<string, string>, dataDir = folder): Promise<Record<string, Check>> {
  const base = { PATH: process.env.PATH, HOME: process.env.HOME };
  const checks = await doctor({ ...base, ...env }, dataDir);
  expect(checks.map((check) => check.name)).toEqual(['node', 'disk', 'redis', 'store', 'catalogue', 'ports']);
  for (const { status, message, fix } of checks) {
    expect(message.zh && message.en).toBeTruthy();
    if (status !== 'ok') expect(fix?.zh && fix.en).toBeTruthy();
  }
  return Object.fromEntries(checks.map((check) => [check.name, check]));
}

test('a sound machine passes, and nothing of the probe is left in the store', async () => {
  const checks = await examine({ REDIS_URL: redis.url });
  for (const name of ['node', 'redis', 'store', 'catalogue', 'ports'])
    expect(checks[name], JSON.stringify(checks[name])).toMatchObject({ status: 'ok' });
  expect(JSON.stringify(checks)).not.toContain(new URL(redis.url).password);
});

test('a Redis that would evict jobs fails, one that forgets them at a crash is warned of', async () => {
  const client = new Redis(redis.url);
  await client.config('SET', 'appendonly', 'no');
  expect((await examine({ REDIS_URL: redis.url })).redis).toMatchObject({ status: 'warn' });
  await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
  const { redis: check } = await examine({ REDIS_URL: redis.url });
  await client.config('SET', 'maxmemory-policy', 'noeviction');
  client.disconnect();
  expect(check).toMatchObject({ status: 'fail', fix: { en: expect.stringContaining('noeviction') } });
});

test('what cannot be reached fails with the variable to look at, and no password is shown', async () => {
  const busy = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => busy.once('listening', resolve));
  const { port } = busy.address() as { port: number };
  const notAFolder = path.join(folder, 'file');
  await writeFile(notAFolder, '');
  const checks = await examine({
    REDIS_URL: 'redis://:hunter2@127.0.0.1:1',
    DATABASE_URL: 'postgresql://u:hunter2@127.0.0.1:1/x',
    STORE_DIR: notAFolder,
    INTAKE_PORT: String(port),
  });
  busy.close();
  const failed = Object.values(checks).flatMap((check) => (check.status === 'fail' ? [check.name] : []));
  expect(failed).toEqual(['redis', 'store', 'catalogue', 'ports']);
  expect(checks.redis?.fix?.en).toContain('REDIS_URL');
  expect(checks.catalogue?.fix?.en).toContain('DATABASE_URL');
  expect(JSON.stringify(checks)).not.toContain('hunter2');
});

test('servers that take connections and never answer are given up, all at once, within 15 s', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  const { port } = silent.address() as { port: number };
  const started = performance.now();
  const checks = await examine({
    REDIS_URL: `redis://127.0.0.1:${port}`,
    DATABASE_URL: `postgresql://u@127.0.0.1:${port}/x`,
    S3_BUCKET: 'b',
    S3_ENDPOINT: `http://127.0.0.1:${port}`,
    S3_ACCESS_KEY_ID: 'k',
    S3_SECRET_ACCESS_KEY: 's',
  });
  silent.close();
  for (const name of ['redis', 'store', 'catalogue']) expect(checks[name]?.status).toBe('fail');
  expect(performance.now() - started).toBeLessThan(15_000);
}, 60_000);

test('nothing is started or created to be looked at', async () => {
  const fresh = path.join(folder, 'fresh');
  const checks = await examine({ REDIS_URL: redis.url }, fresh);
  expect(checks.catalogue?.message.en).toContain('will be created');
  expect(existsSync(path.join(fresh, 'catalogue'))).toBe(false);
});

test('the command ends by itself although nothing answers', async () => {
  const unreachable = {
    REDIS_URL: 'redis://127.0.0.1:1',
    DATABASE_URL: 'postgresql://u@127.0.0.1:1/x',
    S3_BUCKET: 'b',
    S3_ENDPOINT: 'http://127.0.0.1:1',
    S3_ACCESS_KEY_ID: 'k',
    S3_SECRET_ACCESS_KEY: 's',
  };
  const run = await spawnCli(['doctor'], { ...unreachable, NIANBAO_HOME: folder });
  expect([run.code, run.stderr]).toEqual([4, '']);
  for (const variable of ['REDIS_URL', 'DATABASE_URL', 'S3_ENDPOINT']) expect(run.stdout).toContain(variable);
}, 30_000);

test('without Redis and without apt there are three ways to get one', async () => {
  const { redis: check } = await examine({ PATH: folder, NIANBAO_CACHE: path.join(folder, 'cache') });
  expect(check).toMatchObject({ status: 'fail', fix: { zh: expect.stringContaining('REDIS_URL') } });
});
