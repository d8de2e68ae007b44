import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** Longest first segment that names its folder in clear; longer ones are hashed. File names end at 255 bytes. */
const maxShardName = 120;
const slashless = 'r-';

/**
 * `objects/<shard>/<2 hex>/<64 hex>`: the shard stands for the key's first path segment, so that listing `incoming/` does
 * not touch the other trees; the file name is the SHA-256 of the whole key, so that any key makes a legal name.
 */
export function createFsLayout(root: string) {
  const objects = resolve(root, 'objects');
  return {
    objects,
    temporary: resolve(root, 'tmp'),
    /** Folder and path of a key's file. */
    locate(key: string): { folder: string; path: string } {
      const name = createHash('sha256').update(key).digest('hex');
      const folder = join(objects, shardName(key), name.slice(0, 2));
      return { folder, path: join(folder, name) };
    },
    /** Paths of all files that may hold a key under `prefix`, in no order. */
    async candidates(prefix: string): Promise<string[]> {
      const shards = prefix.includes('/') ? [shardName(prefix)] : await names(objects);
      const paths: string[] = [];
      for (const shard of shards.filter((name) => mayHold(name, prefix))) {
        const folders = (await names(join(objects, shard))).filter((name) => /^[0-9a-f]{2}$/.test(name));
        const listed = await Promise.all(
          folders.map(async (folder) =>
            (await names(join(objects, shard, folder)))
              .filter((name) => /^[0-9a-f]{64}$/.test(name))
              .map((name) => join(objects, shard, folder, name)),
          ),
        );
        paths.push(...listed.flat());
      }
      return paths;
    },
  };
}
export type FsLayout = ReturnType<typeof createFsLayout>;

function shardName(key: string): string {
  const slash = key.indexOf('/');
  if (slash < 0) return slashless;
  const clear = `s-${encodeURIComponent(key.slice(0, slash)).replaceAll('*', '%2A')}`;
  if (clear.length <= maxShardName) return clear;
  return `h-${createHash('sha256').update(key.slice(0, slash)).digest('hex').slice(0, 32)}`;
}

/** False only for shards that cannot hold a key under a prefix without a slash. */
function mayHold(shard: string, prefix: string): boolean {
  if (!shard.startsWith('s-') || prefix.includes('/')) return /^[rhs]-/.test(shard);
  return decodeURIComponent(shard.slice(2)).startsWith(prefix);
}

async function names(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
}
