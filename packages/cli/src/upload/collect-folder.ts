import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { collectArchive } from './collect-archive.ts';
import { isIgnoredName } from './ignored-name.ts';
import { isZipName } from './sniff-report.ts';
import type { Collection } from './upload-file.ts';
import { walkFolder } from './walk-folder.ts';
import { safeEntryPath } from './zip-entry-name.ts';

interface Place {
  /** On disk. */
  path: string | Buffer;
  /** In the batch. */
  name: string;
  /** For people. */
  origin: string;
}

/** One file on disk, or all that an archive holds. A file that cannot be looked at is listed as skipped, not thrown. */
export async function collectFile({ path, name, origin }: Place): Promise<Collection> {
  try {
    const bytes = (await stat(path)).size;
    if (isZipName(origin))
      return await collectArchive({
        path,
        origin,
        prefix: name === '' ? '' : `${name.replace(/\.zip$/i, '')}/`,
      });
    const file = {
      name: safeEntryPath(name)?.normalize('NFC') ?? name,
      origin,
      bytes,
      open: async () => createReadStream(path, { highWaterMark: 256 * 1024 }),
    };
    return collectionOf({ files: [file] });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return collectionOf({ skipped: [{ origin, reason: 'unreadable', detail }] });
  }
}

/** Every file below a folder, in the order of the names. `prefix` is empty or ends in `/`. */
export async function collectFolder(folder: string, prefix: string): Promise<Collection[]> {
  const collections: Collection[] = [];
  let ignored = 0;
  await walkFolder(folder, {
    isIgnored: isIgnoredName,
    async onFile({ path, name }) {
      collections.push(await collectFile({ path, name: prefix + name, origin: join(folder, name) }));
    },
    onIgnored: () => void ignored++,
    onUnreadable: (name, { message: detail }) =>
      void collections.push(
        collectionOf({ skipped: [{ origin: join(folder, name), reason: 'unreadable', detail }] }),
      ),
  });
  return [...collections, collectionOf({ ignored })];
}

function collectionOf(part: Partial<Collection>): Collection {
  return { files: [], skipped: [], ignored: 0, close: async () => {}, ...part };
}
