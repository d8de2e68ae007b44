import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { RedisUnavailableError, startRedis } from '@nianbao/local-stack/redis';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

let dataDir: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'nianbao redis 测试-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

async function withClient<T>(url: string, use: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1 });
  try {
    return await use(redis);
  } finally {
    redis.disconnect();
  }
}

/** A process of its own that starts Redis on `dataDir`. */
async function startOwner(): Promise<{ child: ChildProcess; url: string; pid: number }> {
  const program = fileURLToPath(new URL('../support/redis-owner.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', program, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) return { child, ...JSON.parse(line) };
  throw new Error('the owner ended early');
}

/** Whether a process runs; one that ended and waits to be reaped does not. */
function runs(pid: number): boolean {
  if (process.platform !== 'linux')
    return /^[^Z]/.test(
      spawnSync('ps', ['-o', 'stat=', '-p', String(pid)])
        .stdout.toString()
        .trim(),
    );
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** What a server answers to one line on a bare connection. */
async function say(port: number, line: string): Promise<string> {
  const socket = connect(port, '127.0.0.1', () => socket.write(`${line}\r\n`));
  const [answer] = await once(socket, 'data');
  socket.destroy();
  return String(answer);
}

/** A PATH with apt and without any Redis. */
async function pathWithApt(): Promise<string> {
  const bin = path.join(dataDir, 'bin');
  await mkdir(bin);
  for (const name of ['apt-get', 'dpkg', 'dpkg-deb', 'tar', 'sh', 'rm'])
    for (const folder of ['/usr/bin', '/bin'])
      if (await exists(path.join(folder, name)))
        await symlink(path.join(folder, name), path.join(bin, name)).catch(() => {});
  return bin;
}

const untilGone = (pid: number) => vi.waitUntil(() => !runs(pid), { timeout: 30_000 });

test('is set up to lose nothing and to be reachable from this machine alone, with a password', async () => {
  const redis = await startRedis({ dataDir, env: process.env });
  const wanted = {
    appendonly: 'yes',
    appendfsync: 'everysec',
    'maxmemory-policy': 'noeviction',
    save: '',
    bind: '127.0.0.1',
  };
  for (const [name, value] of Object.entries(wanted))
    expect(await withClient(redis.url, (c) => c.config('GET', name))).toEqual([name, value]);
  const { port } = new URL(redis.url);
  expect(await say(Number(port), 'PING')).toContain('-NOAUTH');
  expect((await stat(path.join(dataDir, 'redis', 'redis.conf'))).mode & 0o077).toBe(0);
  await redis.stop();
  await redis.stop();
  expect(runs(redis.pid)).toBe(false);
});

test('what was written is there after a stop, and after a SIGKILL of the server', async () => {
  const first = await startRedis({ dataDir, env: process.env });
  await withClient(first.url, (c) => c.set('a', '1'));
  await first.stop();
  const second = await startRedis({ dataDir, env: process.env });
  expect(await withClient(second.url, (c) => c.get('a'))).toBe('1');
  await withClient(second.url, (c) => c.set('b', '2'));
  process.kill(second.pid, 'SIGKILL');
  await second.ended;
  await second.stop();
  const third = await startRedis({ dataDir, env: process.env });
  expect(await withClient(third.url, (c) => c.mget('a', 'b'))).toEqual(['1', '2']);
  await third.stop();
});

test('ends when the process that started it is killed, and the data is there', async () => {
  const owner = await startOwner();
  await withClient(owner.url, (c) => c.set('a', '1'));
  owner.child.kill('SIGKILL');
  await untilGone(owner.pid);
  const redis = await startRedis({ dataDir, env: process.env });
  expect(await withClient(redis.url, (c) => c.get('a'))).toBe('1');
  await redis.stop();
});

test('a second start on the folder names the process that has it', async () => {
  const owner = await startOwner();
  await expect(startRedis({ dataDir, env: process.env })).rejects.toMatchObject({
    name: 'LockHeldError',
    holder: { pid: owner.child.pid },
  });
  expect(await withClient(owner.url, (c) => c.ping())).toBe('PONG');
});

test('of two starts at the same moment one gets the folder', async () => {
  const outcomes = await Promise.allSettled([
    startRedis({ dataDir, env: process.env }),
    startRedis({ dataDir, env: process.env }),
  ]);
  const started = outcomes.flatMap((o) => (o.status === 'fulfilled' ? [o.value] : []));
  const refused = outcomes.flatMap((o) => (o.status === 'rejected' ? [String(o.reason)] : []));
  await Promise.all(started.map((redis) => redis.stop()));
  expect(started).toHaveLength(1);
  expect(refused).toEqual([expect.stringContaining(`process ${process.pid}`)]);
});

test('a leftover server of a dead run, even one that hangs, is ended before the next one opens its files', async () => {
  const owner = await startOwner();
  await withClient(owner.url, (c) => c.set('a', '1'));
  // Stopped, it cannot react to the SIGTERM its watcher sends when the owner dies.
  process.kill(owner.pid, 'SIGSTOP');
  const closed = once(owner.child, 'close');
  owner.child.kill('SIGKILL');
  await closed;
  const starting = startRedis({ dataDir, env: process.env });
  await vi.waitUntil(() => runs(owner.pid));
  process.kill(owner.pid, 'SIGCONT');
  const redis = await starting;
  expect(runs(owner.pid)).toBe(false);
  expect(await withClient(redis.url, (c) => c.get('a'))).toBe('1');
  await redis.stop();
});

test('a lock that a process left whose pid another one has now is taken over', async () => {
  await mkdir(path.join(dataDir, 'redis'), { recursive: true });
  const stale = JSON.stringify({ pid: process.pid, startStamp: '1', since: '2020-01-01T00:00:00.000Z' });
  await writeFile(path.join(dataDir, 'redis', 'lock'), stale);
  const redis = await startRedis({ dataDir, env: process.env });
  await redis.stop();
});

test('is unpacked without root into an empty cache, once for two that ask at the same time, leaving nothing else', async ({
  skip,
}) => {
  if (!(await exists('/usr/bin/apt-get'))) skip('no apt-get on this system');
  const cache = path.join(dataDir, 'cache');
  const env = { NIANBAO_CACHE: cache, PATH: await pathWithApt() };
  const messages: string[] = [];
  const onProgress = (message: { zh: string; en: string }) => messages.push(message.zh, message.en);
  const servers = await Promise.all([
    startRedis({ dataDir: path.join(dataDir, 'one'), env, onProgress }),
    startRedis({ dataDir: path.join(dataDir, 'two'), env, onProgress }),
  ]);
  for (const server of servers) expect(await withClient(server.url, (c) => c.ping())).toBe('PONG');
  await Promise.all(servers.map((server) => server.stop()));
  expect(messages).toHaveLength(2);
  const entries = await readdir(cache);
  expect(entries).toEqual([expect.stringMatching(/^redis-/)]);
  expect(await readdir(path.join(cache, entries[0] ?? ''))).toEqual(['root']);
});

test('half an unpack is not used', async ({ skip }) => {
  if (!(await exists('/usr/bin/apt-get'))) skip('no apt-get on this system');
  const cache = path.join(dataDir, 'cache');
  const env = { NIANBAO_CACHE: cache, PATH: await pathWithApt() };
  await (await startRedis({ dataDir: path.join(dataDir, 'one'), env })).stop();
  const [name = ''] = await readdir(cache);
  const library = path.join(cache, name, 'root', 'usr', 'bin', 'redis-server');
  await rm(library);
  await symlink('/nonexistent', library);
  await mkdir(path.join(cache, `.${name}-killed`, 'root'), { recursive: true });
  await (await startRedis({ dataDir: path.join(dataDir, 'one'), env })).stop();
  expect(await readdir(cache)).toEqual([name]);
}, 180_000);

test('a program that is no Redis, or an old one, is passed over; without any, three ways are named in both languages', async () => {
  const bin = path.join(dataDir, 'bin');
  await mkdir(bin);
  const script = '#!/bin/sh\necho "Redis server v=5.0.14 sha=00000000:0 malloc=libc bits=64"\n';
  await writeFile(path.join(bin, 'redis-server'), script, { mode: 0o755 });
  const env = { NIANBAO_CACHE: path.join(dataDir, 'cache'), PATH: bin };
  const error = await startRedis({ dataDir, env }).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(RedisUnavailableError);
  const { text } = error as RedisUnavailableError;
  expect(text.en).toMatch(/version 5\.0\.14[\s\S]*1\. Install[\s\S]*2\. .*REDIS_URL[\s\S]*3\. .*container/);
  expect(text.zh).toMatch(/1\. 安装[\s\S]*2\. .*REDIS_URL[\s\S]*3\. .*容器/);
});

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
