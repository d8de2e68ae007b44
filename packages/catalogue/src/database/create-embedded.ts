import { existsSync, readFileSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip as gunzipCallback } from 'node:zlib';
import type { PGlite } from '@electric-sql/pglite';

const gunzip = promisify(gunzipCallback);

/** Whether there is no database in the folder yet. */
export function isFresh(pgliteDir: string): boolean {
  return pgliteDir.startsWith('memory://') || !existsSync(path.join(pgliteDir, 'PG_VERSION'));
}

/**
 * Opens the embedded database in a folder. A new one is unpacked from the dump of an empty one that is kept in `seedDir`, which
 * takes a fifth of the time of making it; where there is no dump yet, it is made and kept.
 */
export async function createEmbedded(pgliteDir: string, seedDir?: string): Promise<PGlite> {
  // Only here: a process on a server need not load a database.
  const { PGlite } = await import('@electric-sql/pglite');
  if (seedDir === undefined || !isFresh(pgliteDir)) return PGlite.create(pgliteDir);
  const seed = path.join(seedDir, `pglite-${version()}.tar.gz`);
  const kept = await readSeed(seed);
  if (kept !== null) return PGlite.create({ dataDir: pgliteDir, loadDataDir: kept });
  const client = await PGlite.create(pgliteDir);
  await keepSeed(client, seed).catch(() => {}); // a full disk, a folder that is not ours: slower next time
  return client;
}

/** Null when there is none, or a damaged one: gzip's checksum tells before anything is unpacked. */
async function readSeed(seed: string): Promise<Blob | null> {
  try {
    return new Blob([new Uint8Array(await gunzip(await readFile(seed)))]);
  } catch {
    return null;
  }
}

/** Written beside and renamed: whoever starts at the same time finds a whole one or none. */
async function keepSeed(client: PGlite, seed: string): Promise<void> {
  const dump = await client.dumpDataDir('gzip');
  const draft = `${seed}.${process.pid}.new`;
  try {
    await writeFile(draft, Buffer.from(await dump.arrayBuffer()), { mode: 0o600, flush: true });
    await rename(draft, seed);
  } finally {
    await rm(draft, { force: true });
  }
}

/** A dump fits the PGlite it was made with. */
function version(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const manifest = path.join(entry.slice(0, entry.lastIndexOf(`${path.sep}dist${path.sep}`)), 'package.json');
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
