import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import type { LocalizedText } from '@nianbao/contracts';
import type { Env } from '@nianbao/service-kit';
import { isRecentEnough, probeBinary, type RedisBinary } from './redis-binary.ts';
import { RedisUnavailableError } from './redis-unavailable-error.ts';
import { unpackDebianRedis, unpackedRedis } from './unpack-debian-redis.ts';

export interface FindRedisOptions {
  /** Where an unpacked Redis is kept. */
  cacheDir: string;
  /** Its PATH is searched for the programs; apt reads its proxies. */
  env: Env;
  onProgress?: (message: LocalizedText) => void;
}

/**
 * A Redis or Valkey server: from the PATH, else Debian's or Ubuntu's package unpacked into the cache without root.
 * Throws {@link RedisUnavailableError}.
 */
export async function findRedisServer(options: FindRedisOptions): Promise<RedisBinary> {
  const { found, refused } = await searchPath(options.env.PATH ?? '');
  if (found) return found;
  try {
    return await unpackDebianRedis(options);
  } catch (error) {
    const reasons = [...refused, error instanceof Error ? error.message : String(error)];
    throw new RedisUnavailableError(reasons.join('; '), { cause: error });
  }
}

export interface LocatedRedis {
  binary: RedisBinary | null;
  /** There is none, but {@link findRedisServer} would have apt fetch one. */
  fetchable: boolean;
  /** Servers on the PATH that cannot be used, and why. */
  refused: string[];
}

/** What {@link findRedisServer} would use, without fetching anything. */
export async function locateRedisServer({ cacheDir, env }: FindRedisOptions): Promise<LocatedRedis> {
  const { found, refused } = await searchPath(env.PATH ?? '');
  const binary = found ?? (await unpackedRedis(cacheDir));
  const hasApt = pathFolders(env.PATH ?? '').some((folder) => isExecutable(path.join(folder, 'apt-get')));
  return { binary, fetchable: process.platform === 'linux' && hasApt, refused };
}

/** The first usable server on the PATH, and why others on it were refused. */
async function searchPath(list: string): Promise<{ found: RedisBinary | null; refused: string[] }> {
  const refused: string[] = [];
  for (const folder of pathFolders(list)) {
    for (const name of ['redis-server', 'valkey-server']) {
      const file = path.join(folder, name);
      if (!isExecutable(file)) continue;
      try {
        const binary = await probeBinary(file);
        if (isRecentEnough(binary.version)) return { found: binary, refused };
        refused.push(`${file} is version ${binary.version}`);
      } catch (error) {
        refused.push(error instanceof Error ? error.message : String(error));
      }
    }
  }
  return { found: null, refused };
}

function pathFolders(list: string): string[] {
  return list.split(path.delimiter).filter(Boolean);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
