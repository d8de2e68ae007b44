import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import type pg from 'pg';

/** Every Redis key, table and file in the folder whose content holds the word. */
export async function placesWith(
  word: string,
  { redis, db, folder }: { redis: Redis; db: pg.Client; folder: string },
): Promise<string[]> {
  const found = await Promise.all([keysWith(word, redis), tablesWith(word, db), filesWith(word, folder)]);
  return found.flat();
}

async function keysWith(word: string, redis: Redis): Promise<string[]> {
  const found: string[] = [];
  for (const key of await redis.keys('*')) {
    const value = await contentOf(redis, key);
    if (`${key} ${JSON.stringify(value)}`.includes(word)) found.push(`redis ${key}`);
  }
  return found;
}

async function contentOf(redis: Redis, key: string): Promise<unknown> {
  const type: string = await redis.type(key);
  switch (type) {
    case 'hash':
      return redis.hgetall(key);
    case 'list':
      return redis.lrange(key, '0', '-1');
    case 'set':
      return redis.smembers(key);
    case 'zset':
      return redis.zrange(key, '0', '-1');
    case 'stream':
      return redis.xrange(key, '-', '+');
    default:
      return redis.get(key);
  }
}

async function tablesWith(word: string, db: pg.Client): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const { rowCount } = await db.query(`select 1 from "${name}" t where t::text like $1 limit 1`, [
      `%${word}%`,
    ]);
    if (rowCount) found.push(`table ${name}`);
  }
  return found;
}

/** Redis' own files are left out: what is overwritten there is its affair. */
async function filesWith(word: string, folder: string): Promise<string[]> {
  const bytes = Buffer.from(word);
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const file of files) {
    const path = join(file.parentPath, file.name);
    if (!file.isFile() || path.includes('redis')) continue;
    if ((await readFile(path)).includes(bytes)) found.push(path);
  }
  return found;
}
