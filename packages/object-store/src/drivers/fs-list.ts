import { open } from 'node:fs/promises';
import { assertWellFormed, compareKeys } from '../object-key.ts';
import type { ObjectInfo } from '../object-store.ts';
import { hasCode, onDisk } from './fs-errors.ts';
import type { FsLayout } from './fs-layout.ts';
import { readObjectFile } from './fs-object-file.ts';

/** Files read at the same time; the thread pool takes no more than a few. */
const readers = 32;

/**
 * The objects under a prefix, from the headers of their files; content is not read. All of them are held in memory to be
 * sorted (some 300 bytes each). Objects put or deleted meanwhile may be seen or not.
 */
export async function* listFs(
  layout: FsLayout,
  prefix: string,
  startAfter: string | undefined,
): AsyncGenerator<ObjectInfo> {
  assertWellFormed(prefix);
  const found = await onDisk(async () => {
    const paths = await layout.candidates(prefix);
    return readInfos(
      paths,
      (key) => key.startsWith(prefix) && (startAfter === undefined || compareKeys(key, startAfter) > 0),
    );
  });
  yield* found.sort((a, b) => compareKeys(a.key, b.key));
}

async function readInfos(paths: string[], wanted: (key: string) => boolean): Promise<ObjectInfo[]> {
  const found: ObjectInfo[] = [];
  const queue = paths.values();
  const reader = async () => {
    for (const path of queue) {
      const info = await readInfo(path);
      if (info && wanted(info.key)) found.push(info);
    }
  };
  await Promise.all(Array.from({ length: readers }, reader));
  return found;
}

/** Null when the object was deleted meanwhile. */
async function readInfo(path: string): Promise<ObjectInfo | null> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  });
  if (!file) return null;
  try {
    const { key, size, etag, lastModified } = (await readObjectFile(file)).object;
    return { key, size, etag, lastModified };
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`, { cause: error });
  } finally {
    await file.close();
  }
}
