import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { pidExists } from '../process-identity.ts';
import { connectOnce, readInfo } from './connect-redis.ts';
import { type RedisPaths, readRedisState } from './redis-state.ts';

/**
 * Stops a Redis that a dead run left on this folder, since two servers on one append-only file destroy it.
 * The caller holds the folder's lock, so no living run owns it. Throws when it cannot be stopped.
 */
export async function stopLeftoverRedis(paths: RedisPaths): Promise<number[]> {
  const pids = await findServers(paths);
  for (const pid of pids) {
    signal(pid, 'SIGTERM');
    if (await gone(pid, 20_000)) continue;
    signal(pid, 'SIGKILL');
    if (!(await gone(pid, 5_000)))
      throw new Error(`a Redis of an earlier run (process ${pid}) holds ${paths.data} and cannot be stopped`);
  }
  return pids;
}

async function findServers(paths: RedisPaths): Promise<number[]> {
  const candidates = new Set<number>();
  const answering = await askServer(paths);
  if (answering) candidates.add(answering);
  if (process.platform === 'linux') for (const pid of await serversIn(paths.data)) candidates.add(pid);
  return [...candidates];
}

/** The process that answers under the noted port and password and works in this folder. */
async function askServer(paths: RedisPaths): Promise<number | null> {
  const state = await readRedisState(paths.state);
  if (!state) return null;
  try {
    const redis = await connectOnce(`redis://:${state.password}@127.0.0.1:${state.port}`, 2_000);
    try {
      const { process_id: pid } = await readInfo(redis, 'server');
      return Number(pid) || null;
    } finally {
      redis.disconnect();
    }
  } catch {
    return null;
  }
}

/** Redis makes its data folder its working folder, which identifies it even while it hangs or loads. */
async function serversIn(folder: string): Promise<number[]> {
  const real = await realpath(folder).catch(() => folder);
  const found: number[] = [];
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry) || Number(entry) === process.pid) continue;
    const cwd = await readlink(`/proc/${entry}/cwd`).catch(() => null);
    if (cwd !== real) continue;
    const name = await readFile(`/proc/${entry}/comm`, 'utf8').catch(() => '');
    if (/^(redis|valkey)-/.test(name)) found.push(Number(entry));
  }
  return found;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // gone already
  }
}

async function gone(pid: number, withinMs: number): Promise<boolean> {
  for (const end = Date.now() + withinMs; Date.now() < end; await sleep(50)) if (!pidExists(pid)) return true;
  return !pidExists(pid);
}
