import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RunFile, readRunFile } from '@nianbao/local-stack';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

const main = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));

let dataDir: string;
const children: ChildProcessWithoutNullStreams[] = [];
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'nianbao-outage-'));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

function start(...args: string[]) {
  const { PATH, HOME, NIANBAO_CACHE } = process.env;
  const env = { PATH, HOME, NIANBAO_CACHE, NIANBAO_HOME: dataDir, LANG: 'C' };
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main, ...args], { env });
  children.push(child);
  const output = { stderr: '' };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  child.stdout.resume();
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, output, ended };
}

async function redisPid(): Promise<number> {
  return Number(await readFile(path.join(dataDir, 'redis/redis.pid'), 'utf8').catch(() => 0));
}

const isReady = async ({ apiUrl }: RunFile) => (await fetch(`${apiUrl}/health/ready`)).status === 200;

/** Lines that a library wrote past our log: stacks, error objects, ioredis's and Node's own complaints. */
function rawLines(text: string): string[] {
  const raw = /^\s+at |\[ioredis\]|Warning|^\w*Error\b|^\s*(errno|syscall):/;
  return text.split('\n').filter((line) => raw.test(line));
}

test('a killed Redis and a stop leave nothing raw on standard error, and few lines in the log', async () => {
  const up = start('up');
  const run = await vi.waitUntil(() => readRunFile(dataDir), { timeout: 90_000, interval: 200 });
  const consume = start('consume');
  await vi.waitUntil(() => consume.output.stderr.includes('Receiving'), { timeout: 30_000, interval: 100 });
  const before = await redisPid();
  process.kill(before, 'SIGKILL');
  await vi.waitUntil(async () => ![0, before].includes(await redisPid()), { timeout: 30_000, interval: 100 });
  await vi.waitUntil(() => isReady(run), { timeout: 30_000, interval: 200 });
  consume.child.kill('SIGINT');
  expect(await consume.ended).toBe(0);
  up.child.kill('SIGINT');
  expect(await up.ended).toBe(0);

  expect(up.output.stderr).toContain('Redis ended unexpectedly');
  expect(rawLines(up.output.stderr)).toEqual([]);
  expect(rawLines(consume.output.stderr)).toEqual([]);
  const log = await readFile(path.join(dataDir, 'logs/nianbao.log'), 'utf8');
  const lines = log.split('\n').filter((line) => line.includes('"event":"redis-error"'));
  // None when Redis is back before the first reconnect.
  expect(lines.length).toBeLessThan(10);
}, 180_000);

test('a stop while Redis is away is quiet too, and ends', async () => {
  const up = start('up');
  await vi.waitUntil(() => readRunFile(dataDir), { timeout: 90_000, interval: 200 });
  process.kill(await redisPid(), 'SIGKILL');
  up.child.kill('SIGTERM');
  expect(await up.ended).toBe(0);
  expect(rawLines(up.output.stderr)).toEqual([]);
}, 120_000);
