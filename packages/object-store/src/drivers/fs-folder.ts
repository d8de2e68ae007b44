import {
  closeSync,
  constants,
  fdatasync,
  fsync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  unlinkSync,
} from 'node:fs';
import { access, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { type StoredObject, StoreUnavailableError } from '../object-store.ts';
import { hasCode } from './fs-errors.ts';
import type { FsLayout } from './fs-layout.ts';
import { type ObjectHeader, writeObjectFile } from './fs-object-file.ts';
import { removeAbandoned, temporaryName } from './fs-temporary.ts';

interface Place {
  folder: string;
  path: string;
}

const waitForData = promisify(fdatasync);
const waitForFolder = promisify(fsync);

/**
 * The writing half of the folder store: durable, all or nothing. What waits for the disk goes through the thread pool; names are
 * changed by the calling thread, see `atOnceBytes`.
 */
export function createFsFolder(layout: FsLayout) {
  let prepared: Promise<void> | undefined;
  const prepare = () => {
    prepared ??= prepareFolder(layout).catch((error: unknown) => {
      prepared = undefined;
      throw error;
    });
    return prepared;
  };
  return {
    /** Writes the file whole or not at all. With `exclusive`, fails with EEXIST when the place is taken. */
    async write(
      place: Place,
      description: Omit<ObjectHeader, 'etag' | 'lastModified'>,
      body: Uint8Array | Readable,
      exclusive: boolean,
    ): Promise<StoredObject> {
      await prepare();
      const aside = join(layout.temporary, temporaryName());
      try {
        const written = await writeAside(aside, description, body);
        await moveInto(place, aside, exclusive);
        await syncFolder(place.folder);
        return written;
      } finally {
        removeAside(aside);
      }
    },
    /** Removes files; those that are not there are no error. */
    async remove(places: Place[]): Promise<void> {
      for (const { path } of places) await rm(path, { force: true });
      for (const folder of new Set(places.map((place) => place.folder)))
        await syncFolder(folder).catch(ignoreMissing);
    },
    async check(create: boolean): Promise<void> {
      if (create) await prepare();
      await access(layout.objects, constants.R_OK | constants.W_OK | constants.X_OK).catch(
        (error: unknown) => {
          throw new StoreUnavailableError(`the store's folder ${layout.objects} cannot be used`, {
            cause: error,
          });
        },
      );
    },
  };
}
export type FsFolder = ReturnType<typeof createFsFolder>;

async function prepareFolder(layout: FsLayout): Promise<void> {
  await makeFolder(layout.objects);
  await makeFolder(layout.temporary);
  await removeAbandoned(layout.temporary);
}

async function writeAside(
  path: string,
  description: Omit<ObjectHeader, 'etag' | 'lastModified'>,
  body: Uint8Array | Readable,
): Promise<StoredObject> {
  // Reports may be confidential: the owner alone reads them.
  const file = openSync(path, 'wx', 0o600);
  try {
    const written = await writeObjectFile(file, description, body);
    await waitForData(file);
    return written;
  } finally {
    closeSync(file);
  }
}

async function moveInto(place: Place, aside: string, exclusive: boolean): Promise<void> {
  // A link fails when its name exists, in whatever process: of rivals, one wins.
  const move = () => (exclusive ? linkSync(aside, place.path) : renameSync(aside, place.path));
  try {
    move();
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    await makeFolder(place.folder);
    move();
  }
}

/** Like `mkdir -p`, and every new entry is on the disk when it returns. */
async function makeFolder(folder: string): Promise<void> {
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = openSync(folder, constants.O_RDONLY);
  try {
    await waitForFolder(handle);
  } finally {
    closeSync(handle);
  }
}

/** A rename has taken it away; after a link it is the object's second name. */
function removeAside(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    ignoreMissing(error);
  }
}

function ignoreMissing(error: unknown): void {
  if (!hasCode(error, 'ENOENT')) throw error;
}
