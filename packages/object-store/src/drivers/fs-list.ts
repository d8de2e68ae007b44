import { closeSync } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import { assertWellFormed, compareKeys } from '../object-key.ts';
import type { ObjectInfo } from '../object-store.ts';
import { onDisk } from './fs-errors.ts';
import type { FsLayout } from './fs-layout.ts';
import { openIfThere, readObjectFile } from './fs-object-file.ts';

/** Headers read before others have their turn: a millisecond's. */
const readsInRow = 32;

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
  for (const [at, path] of paths.entries()) {
    if (at % readsInRow === readsInRow - 1) await breathe();
    const info = readInfo(path);
    if (info && wanted(info.key)) found.push(info);
  }
  return found;
}

/** Null when the object was deleted meanwhile. */
function readInfo(path: string): ObjectInfo | null {
  const file = openIfThere(path);
  if (file === null) return null;
  try {
    const { key, size, etag, lastModified } = readObjectFile(file).object;
    return { key, size, etag, lastModified };
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`, { cause: error });
  } finally {
    closeSync(file);
  }
}
