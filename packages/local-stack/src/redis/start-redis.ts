import type { ChildProcess } from 'node:child_process';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalizedText } from '@nianbao/contracts';
import type { Env } from '@nianbao/service-kit';
import { cacheDir } from '../cache-dir.ts';
import { acquireLock } from '../file-lock.ts';
import { freePort } from '../free-port.ts';
import { keptSecret } from '../kept-secret.ts';
import { identifyProcess } from '../process-identity.ts';
import { connectOnce } from './connect-redis.ts';
import { findRedisServer } from './find-redis-server.ts';
import { stopLeftoverRedis } from './leftover-redis.ts';
import type { RedisBinary } from './redis-binary.ts';
import { redisConfig } from './redis-config.ts';
import { type RedisPaths, redisPaths, writeRedisState } from './redis-state.ts';
import { spawnWithParent } from './spawn-with-parent.ts';

export interface StartRedisOptions {
  /** Data goes to `redis/`, the log to `logs/redis.log` in here. */
  dataDir: string;
  /** Default: a free one. */
  port?: number;
  /** Its PATH is searched for a server. */
  env: Env;
  onProgress?: (message: LocalizedText) => void;
}

export interface RunningRedis {
  /** With its password: not for logs. */
  url: string;
  pid: number;
  /** For example `redis 7.0.15`. */
  version: string;
  /** Settles when the server ends, whoever ended it. */
  ended: Promise<void>;
  /** Lets it write its append-only file to disk and end. Safe to repeat. */
  stop(): Promise<void>;
}

/** How long a server may take to read its data back; a gigabyte takes about ten seconds. */
const loadingLimitMs = 600_000;
const startLimitMs = 30_000;
const stopLimitMs = 30_000;
const logLimitBytes = 10 * 1024 * 1024;

/**
 * Starts our own Redis on 127.0.0.1 and waits until it has read its data. It ends with this process, even with SIGKILL.
 * A leftover of a dead run on the same folder is stopped first.
 * Throws RedisUnavailableError when there is no server program, LockHeldError when a living process uses the folder.
 */
export async function startRedis(options: StartRedisOptions): Promise<RunningRedis> {
  const paths = redisPaths(options.dataDir);
  for (const folder of [paths.data, paths.logs]) await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = await acquireLock(paths.lock);
  try {
    await stopLeftoverRedis(paths);
    const { env } = options;
    const binary = await findRedisServer({
      cacheDir: cacheDir(env, `${paths.folder}/cache`),
      env,
      ...(options.onProgress ? { onProgress: options.onProgress } : {}),
    });
    const server = await launch(paths, binary, options.port ?? (await freePort()), env.PATH);
    const stop = once(async () => {
      await endChild(server.child);
      await rm(paths.state, { force: true });
      await lock.release();
    });
    return { ...server, version: `${binary.kind} ${binary.version}`, stop };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function launch(paths: RedisPaths, binary: RedisBinary, port: number, path: string | undefined) {
  const password = await keptSecret(paths.password);
  const url = `redis://:${password}@127.0.0.1:${port}`;
  await keepLogSmall(paths.log);
  await rm(paths.pidFile, { force: true });
  await rm(paths.config, { force: true });
  await writeFile(paths.config, redisConfig(paths, port, password), { mode: 0o600 });
  await writeRedisState(paths.state, { port, password, owner: identifyProcess(process.pid) });
  const child = spawnWithParent(binary.path, [paths.config], {
    // Nothing else: the credentials in our environment are none of its business.
    env: { PATH: path, ...binary.env },
    logFile: paths.log,
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  try {
    await untilReady(child, url);
  } catch (error) {
    await endChild(child);
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Redis did not start: ${reason}\n${await lastLogLines(paths.log)}`, { cause: error });
  }
  return { url, child, pid: child.pid ?? 0, ended };
}

/** Waits for an answer to PING: an error while loading, PONG after it. */
async function untilReady(child: ChildProcess, url: string): Promise<void> {
  const begin = Date.now();
  let limit = startLimitMs;
  let last = 'no answer';
  while (Date.now() - begin < limit) {
    if (hasEnded(child)) throw new Error(`it ended at once (${child.exitCode ?? child.signalCode})`);
    try {
      const redis = await connectOnce(url);
      try {
        await redis.ping();
        return;
      } finally {
        redis.disconnect();
      }
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
      if (/LOADING/.test(last)) limit = loadingLimitMs;
    }
    await sleep(25);
  }
  throw new Error(last);
}

/** SIGTERM makes Redis do what SHUTDOWN does (flush and fsync the append-only file), and needs no free connection. */
async function endChild(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
  await ended;
  clearTimeout(killer);
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

async function keepLogSmall(file: string): Promise<void> {
  const size = await stat(file).then(
    (s) => s.size,
    () => 0,
  );
  if (size > logLimitBytes) await rename(file, `${file}.1`);
}

async function lastLogLines(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-6).join('\n');
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}
