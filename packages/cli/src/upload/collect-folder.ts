import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { collectArchive } from './collect-archive.ts';
import { isIgnoredName } from './ignored-name.ts';
import { isZipName } from './sniff-report.ts';
import type { Collection } from './upload-file.ts';

/** One file on disk, or all that an archive holds. `name` is its name in the batch. */
export async function collectFile(path: string, name: string): Promise<Collection> {
  const bytes = (await stat(path)).size;
  if (isZipName(path)) {
    return collectArchive({
      path,
      origin: path,
      prefix: name === '' ? '' : `${name.replace(/\.zip$/i, '')}/`,
    });
  }
  const file = {
    name: name.normalize('NFC'),
    origin: path,
    bytes,
    open: async () => createReadStream(path, { highWaterMark: 256 * 1024 }),
  };
  return { files: [file], skipped: [], ignored: 0, close: async () => {} };
}

/** Every file below a folder, in the order of the names. Symbolic links are not followed. `prefix` is empty or ends in `/`. */
export async function collectFolder(folder: string, prefix: string): Promise<Collection[]> {
  const collections: Collection[] = [];
  let ignored = 0;
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: Error) => error);
  if (entries instanceof Error) {
    return [collectionOf({ skipped: [{ origin: folder, reason: 'unreadable', detail: entries.message }] })];
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (isIgnoredName(entry.name)) ignored++;
    else if (entry.isDirectory()) collections.push(...(await collectFolder(path, `${prefix}${entry.name}/`)));
    else if (entry.isFile()) collections.push(await fileOrSkip(path, prefix + entry.name));
    else ignored++;
  }
  return [...collections, collectionOf({ ignored })];
}

async function fileOrSkip(path: string, name: string): Promise<Collection> {
  try {
    return await collectFile(path, name);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return collectionOf({ skipped: [{ origin: path, reason: 'unreadable', detail }] });
  }
}

function collectionOf(part: Partial<Collection>): Collection {
  return { files: [], skipped: [], ignored: 0, close: async () => {}, ...part };
}
