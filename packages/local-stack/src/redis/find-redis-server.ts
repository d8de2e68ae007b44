import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import type { LocalizedText } from '@nianbao/contracts';
import { isRecentEnough, probeBinary, type RedisBinary } from './redis-binary.ts';
import { RedisUnavailableError } from './redis-unavailable-error.ts';
import { unpackDebianRedis } from './unpack-debian-redis.ts';

export interface FindRedisOptions {
  /** Where an unpacked Redis is kept. */
  cacheDir: string;
  /** Its PATH is searched for the programs; apt reads its proxies. */
  env: Record<string, string | undefined>;
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

/** The first usable server on the PATH, and why others on it were refused. */
async function searchPath(list: string): Promise<{ found: RedisBinary | null; refused: string[] }> {
  const refused: string[] = [];
  for (const folder of list.split(path.delimiter).filter(Boolean)) {
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

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
