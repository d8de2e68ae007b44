import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type ArchiveLimits, archiveLimits } from './archive-limits.ts';
import { isIgnoredPath } from './ignored-name.ts';
import { isZipName } from './sniff-report.ts';
import type { Collection } from './upload-file.ts';
import { type ArchiveEntry, openZipArchive } from './zip-archive.ts';

interface Place {
  /** File on disk. */
  path: string | Buffer;
  /** What people see. */
  origin: string;
  /** Put before the entries' names; empty or ending in `/`. */
  prefix: string;
}

interface Walk {
  collection: Omit<Collection, 'close'>;
  closers: (() => unknown)[];
  limits: ArchiveLimits;
  bytes: number;
}

/** All files of a .zip, those of archives inside it too. A damaged archive or entry is listed as skipped, not thrown. */
export async function collectArchive(
  place: Place,
  limits: ArchiveLimits = archiveLimits,
): Promise<Collection> {
  const walk: Walk = { collection: { files: [], skipped: [], ignored: 0 }, closers: [], limits, bytes: 0 };
  await walkArchive(walk, place, 0);
  return {
    ...walk.collection,
    async close() {
      for (const close of walk.closers.reverse()) await close();
    },
  };
}

async function walkArchive(walk: Walk, place: Place, depth: number): Promise<void> {
  const { collection, limits } = walk;
  try {
    const archive = await openZipArchive(place.path, limits.entries);
    walk.closers.push(archive.close);
    if (archive.omitted > 0) {
      collection.skipped.push({
        origin: place.origin,
        reason: 'too-many-entries',
        detail: `${archive.omitted}`,
      });
    }
    if (archive.damage !== null) {
      collection.skipped.push({ origin: place.origin, reason: 'corrupt-archive', detail: archive.damage });
    }
    for (const entry of archive.entries) await takeEntry(walk, place, entry, depth);
  } catch (error) {
    // What the system says of the file is no word on what is in it.
    const reason = error instanceof Error && 'syscall' in error ? 'unreadable' : 'corrupt-archive';
    collection.skipped.push({ origin: place.origin, reason, detail: messageOf(error) });
  }
}

async function takeEntry(walk: Walk, place: Place, entry: ArchiveEntry, depth: number): Promise<void> {
  const { collection, limits } = walk;
  const origin = `${place.origin}!${entry.path}`;
  if (isIgnoredPath(entry.path)) {
    collection.ignored++;
    return;
  }
  const nested = isZipName(entry.path);
  walk.bytes += entry.bytes;
  if (entry.encrypted) collection.skipped.push({ origin, reason: 'encrypted' });
  else if (
    entry.bytes > (nested ? limits.nestedBytes : limits.entryBytes) ||
    walk.bytes > limits.totalBytes
  ) {
    collection.skipped.push({ origin, reason: 'too-large' });
  } else if (nested && depth + 1 >= limits.depth) collection.skipped.push({ origin, reason: 'too-deep' });
  else if (nested) await walkNested(walk, { ...place, origin }, entry, depth);
  else
    collection.files.push({ name: place.prefix + entry.path, origin, bytes: entry.bytes, open: entry.open });
}

/** A zip is read from its end, so one inside another is unpacked to a temporary file first. */
async function walkNested(walk: Walk, place: Place, entry: ArchiveEntry, depth: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'nianbao-zip-'));
  walk.closers.push(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'nested.zip');
  try {
    await pipeline(await entry.open(), createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    walk.collection.skipped.push({ origin: place.origin, reason: 'unreadable', detail: messageOf(error) });
    return;
  }
  const prefix = `${place.prefix}${entry.path.replace(/\.zip$/i, '')}/`;
  await walkArchive(walk, { path, origin: place.origin, prefix }, depth + 1);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
