import { constants } from 'node:fs';
import { type FileHandle, open, statfs } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { encodeMetadata } from '../metadata.ts';
import { assertKey } from '../object-key.ts';
import {
  type ByteRange,
  ObjectNotFoundError,
  type ObjectStore,
  ObjectTooLargeError,
  PreconditionFailedError,
  type PutOptions,
  type StoredObject,
} from '../object-store.ts';
import { type PresignedGrant, signUrl, verifyUrl } from '../presigned-url.ts';
import { hasCode, onDisk } from './fs-errors.ts';
import { createFsFolder, type FsFolder } from './fs-folder.ts';
import { createFsLayout, type FsLayout } from './fs-layout.ts';
import { listFs } from './fs-list.ts';
import { readObjectFile } from './fs-object-file.ts';

export interface FsStoreOptions {
  /** The folder. Created by the first write, or by `check({ create: true })`. */
  root: string;
  /** Where {@link createPresignedHandler} is mounted, e.g. `http://127.0.0.1:8080/objects`. Needed for presigned URLs. */
  baseUrl?: string | undefined;
  /** Signs presigned URLs; the same in every process. Needed for them. */
  secret?: string | undefined;
}

export interface FsStore extends ObjectStore {
  /** What a presigned URL of this store allows; null when it was altered, is over, or is for another method. */
  verifyPresigned(method: string, url: URL): PresignedGrant | null;
  /** The disk the folder lies on; `freeBytes` is what this user may still write. */
  space(): Promise<{ freeBytes: number; sizeBytes: number }>;
}

/**
 * A folder as a bucket, for one machine; any number of processes may share it. Every object is one file, written aside,
 * synced and renamed into place: a put that returned survives a power cut, one that did not leaves no trace.
 * The folder's file system must know hard links. ETags are SHA-256 of the content.
 */
export function createFsStore(options: FsStoreOptions): FsStore {
  const layout = createFsLayout(options.root);
  const folder = createFsFolder(layout);
  const store: FsStore = {
    ...readers(layout),
    ...presigners(options),
    put: (key, body, putOptions = {}) =>
      onDisk(async () => toInfo(await put(folder, layout, key, body, putOptions))),
    delete: (keys) => onDisk(() => remove(folder, layout, typeof keys === 'string' ? [keys] : keys)),
    async copy(from, to, { ifAbsent = false } = {}) {
      const { body, contentType, metadata } = await store.get(from);
      return store.put(to, body, { ...(contentType ? { contentType } : {}), metadata, ifAbsent });
    },
    check: ({ create = false } = {}) => onDisk(() => folder.check(create)),
    space: () =>
      onDisk(async () => {
        const { bavail, blocks, bsize } = await statfs(options.root);
        return { freeBytes: bavail * bsize, sizeBytes: blocks * bsize };
      }),
    close: async () => {},
  };
  return store;
}

/** Tells whether a store serves its own presigned URLs, so that {@link createPresignedHandler} must be mounted. */
export function isFsStore(store: ObjectStore): store is FsStore {
  return 'verifyPresigned' in store;
}

function readers(layout: FsLayout): Pick<ObjectStore, 'get' | 'getBytes' | 'head' | 'list'> {
  return {
    get: (key, range) => onDisk(() => get(layout, key, range)),
    getBytes: (key, maxBytes = Number.POSITIVE_INFINITY) =>
      onDisk(async () => {
        const opened = await openObject(layout, key);
        if (!opened) throw new ObjectNotFoundError(key);
        const { file, object, contentStart } = opened;
        try {
          if (object.size > maxBytes)
            throw new ObjectTooLargeError(`"${key}" has ${object.size} bytes, the limit is ${maxBytes}`);
          return await readFully(file, contentStart, object.size);
        } finally {
          await file.close();
        }
      }),
    head: (key) =>
      onDisk(async () => {
        const opened = await openObject(layout, key);
        await opened?.file.close();
        return opened?.object ?? null;
      }),
    list: (prefix, { startAfter } = {}) => listFs(layout, prefix, startAfter),
  };
}

function presigners({
  baseUrl,
  secret,
}: FsStoreOptions): Pick<FsStore, 'presignPut' | 'presignGet' | 'verifyPresigned'> {
  const sign = (grant: Omit<PresignedGrant, 'expires'>, expiresIn: number) => {
    if (!baseUrl || !secret) throw new Error('presigned URLs of a folder store need its baseUrl and secret');
    assertKey(grant.key);
    const expires = Math.floor(Date.now() / 1000) + expiresIn;
    return { url: signUrl(baseUrl, secret, { ...grant, expires }), expiresAt: new Date(expires * 1000) };
  };
  return {
    presignPut: async (key, { expiresIn, bytes }) => ({
      ...sign({ method: 'PUT', key, ...(bytes === undefined ? {} : { bytes }) }, expiresIn),
      headers: bytes === undefined ? {} : { 'content-length': String(bytes) },
    }),
    presignGet: async (key, { expiresIn, fileName }) => ({
      ...sign({ method: 'GET', key, ...(fileName === undefined ? {} : { fileName }) }, expiresIn),
      headers: {},
    }),
    verifyPresigned: (method, url) => (secret ? verifyUrl(method, url, secret, Date.now()) : null),
  };
}

async function put(
  folder: FsFolder,
  layout: FsLayout,
  key: string,
  body: Uint8Array | string | Readable,
  { contentType, metadata = {}, ifAbsent = false }: PutOptions,
): Promise<StoredObject> {
  try {
    assertKey(key);
    encodeMetadata(metadata); // Refuses what the s3 driver would refuse.
    // Spares the rivals that come late the writing of a stream; the link below decides.
    if (ifAbsent && body instanceof Readable && (await exists(layout, key)))
      throw new PreconditionFailedError(key);
    const description = { key, ...(contentType ? { contentType } : {}), metadata };
    const content = typeof body === 'string' ? Buffer.from(body) : body;
    return await folder.write(layout.locate(key), description, content, ifAbsent);
  } catch (error) {
    if (body instanceof Readable) body.destroy();
    if (hasCode(error, 'EEXIST')) throw new PreconditionFailedError(key, { cause: error });
    throw error;
  }
}

async function remove(folder: FsFolder, layout: FsLayout, keys: readonly string[]): Promise<void> {
  for (const key of keys) assertKey(key);
  await folder.remove(keys.map((key) => layout.locate(key)));
}

async function get(
  layout: FsLayout,
  key: string,
  range: ByteRange | undefined,
): Promise<StoredObject & { body: Readable }> {
  const opened = await openObject(layout, key);
  if (!opened) throw new ObjectNotFoundError(key);
  const { file, object, contentStart } = opened;
  const end = Math.min(range?.end ?? object.size - 1, object.size - 1);
  const start = range?.start ?? 0;
  if (range && (start < 0 || start > end)) {
    await file.close();
    throw new RangeError(`"${key}" has ${object.size} bytes, none at ${start}-${range.end ?? ''}`);
  }
  if (object.size === 0) {
    await file.close();
    return { ...object, body: Readable.from([]) };
  }
  const body = file.createReadStream({ start: contentStart + start, end: contentStart + end });
  return { ...object, body };
}

async function exists(layout: FsLayout, key: string): Promise<boolean> {
  const found = await openObject(layout, key);
  await found?.file.close();
  return found !== null;
}

/** Null when there is no such object. The caller closes the file. */
async function openObject(
  layout: FsLayout,
  key: string,
): Promise<{ file: FileHandle; object: StoredObject; contentStart: number } | null> {
  assertKey(key);
  const { path } = layout.locate(key);
  let file: FileHandle;
  try {
    file = await open(path, constants.O_RDONLY);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
  try {
    return { file, ...(await readObjectFile(file)) };
  } catch (error) {
    await file.close();
    throw new Error(`${path} (key "${key}"): ${(error as Error).message}`, { cause: error });
  }
}

async function readFully(file: FileHandle, start: number, size: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(size);
  let done = 0;
  while (done < size) {
    const { bytesRead } = await file.read(bytes, done, size - done, start + done);
    if (bytesRead === 0) throw new Error('an object file ended early');
    done += bytesRead;
  }
  return bytes;
}

function toInfo({ key, size, etag, lastModified }: StoredObject) {
  return { key, size, etag, lastModified };
}
