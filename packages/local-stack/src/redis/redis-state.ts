import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ProcessIdentity } from '../process-identity.ts';

/** What is noted beside a Redis's data about the server that writes it, so that the next start can find a leftover. */
export interface RedisState {
  port: number;
  password: string;
  /** The process that started it. */
  owner: ProcessIdentity;
}

/** The paths of one Redis folder. */
export function redisPaths(dataDir: string) {
  const folder = path.resolve(dataDir, 'redis');
  return {
    folder,
    data: path.join(folder, 'data'),
    password: path.join(folder, 'password'),
    config: path.join(folder, 'redis.conf'),
    state: path.join(folder, 'run.json'),
    pidFile: path.join(folder, 'redis.pid'),
    lock: path.join(folder, 'lock'),
    logs: path.resolve(dataDir, 'logs'),
    log: path.resolve(dataDir, 'logs', 'redis.log'),
  };
}
export type RedisPaths = ReturnType<typeof redisPaths>;

export async function writeRedisState(file: string, state: RedisState): Promise<void> {
  const draft = `${file}.new`;
  await writeFile(draft, JSON.stringify(state), { mode: 0o600 });
  await rename(draft, file);
}

/** Null when there is none that can be read. */
export async function readRedisState(file: string): Promise<RedisState | null> {
  try {
    const state = JSON.parse(await readFile(file, 'utf8')) as Partial<RedisState>;
    return typeof state.port === 'number' && typeof state.password === 'string'
      ? (state as RedisState)
      : null;
  } catch {
    return null;
  }
}
