// The embedded database's thread. Plain JavaScript, so that it starts without a loader. What comes in are messages of PostgreSQL's
// protocol, what goes out are those of the answer; null says to end, and at the start that the database is open.
import { existsSync, readFileSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { gunzip as gunzipCallback } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';

const gunzip = promisify(gunzipCallback);
const database = await open(workerData);

parentPort.on('message', async (messages) => {
  if (messages === null) {
    await database.close();
    parentPort.close();
    return;
  }
  // A copy: the answer may lie in the database's own memory.
  const answer = database.execProtocolRawSync(messages).slice();
  parentPort.postMessage(answer, [answer.buffer]);
});
parentPort.postMessage(null);

/**
 * A new database is unpacked from the dump of an empty one that is kept in `seedDir`, which takes a fifth of the time of making it;
 * where there is no dump yet, it is made and kept.
 */
async function open({ pgliteDir, seedDir }) {
  const isFresh = pgliteDir.startsWith('memory://') || !existsSync(path.join(pgliteDir, 'PG_VERSION'));
  if (seedDir === undefined || !isFresh) return PGlite.create(pgliteDir);
  const seed = path.join(seedDir, `pglite-${version()}.tar.gz`);
  const kept = await readSeed(seed);
  if (kept !== null) return PGlite.create({ dataDir: pgliteDir, loadDataDir: kept });
  const made = await PGlite.create(pgliteDir);
  await keepSeed(made, seed).catch(() => {}); // a full disk, a folder that is not ours: slower next time
  return made;
}

/** Null when there is none, or a damaged one: gzip's checksum tells before anything is unpacked. */
async function readSeed(seed) {
  try {
    return new Blob([new Uint8Array(await gunzip(await readFile(seed)))]);
  } catch {
    return null;
  }
}

/** Written beside and renamed: whoever starts at the same time finds a whole one or none. */
async function keepSeed(made, seed) {
  const dump = await made.dumpDataDir('gzip');
  const draft = `${seed}.${process.pid}.new`;
  try {
    await writeFile(draft, Buffer.from(await dump.arrayBuffer()), { mode: 0o600, flush: true });
    await rename(draft, seed);
  } finally {
    await rm(draft, { force: true });
  }
}

/** A dump fits the PGlite it was made with. */
function version() {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const manifest = path.join(entry.slice(0, entry.lastIndexOf(`${path.sep}dist${path.sep}`)), 'package.json');
  return JSON.parse(readFileSync(manifest, 'utf8')).version;
}
