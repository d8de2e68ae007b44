import { closeSync, createReadStream, existsSync, read as fsRead } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
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
import { atOnceBytes, type ObjectFile, openIfThere, readObjectFile } from './fs-object-file.ts';

const read = promisify(fsRead);

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
      const opened = await onDisk(async () => openExisting(layout, from));
      const { contentType, metadata } = opened.object;
      return store.put(to, contentOf(opened), {
        ...(contentType ? { contentType } : {}),
        metadata,
        ifAbsent,
      });
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
    get: (key, range) => onDisk(async () => get(layout, key, range)),
    getBytes: (key, maxBytes = Number.POSITIVE_INFINITY) =>
      onDisk(async () => {
        const { file, object, contentStart, begun } = openExisting(layout, key);
        try {
          if (object.size > maxBytes)
            throw new ObjectTooLargeError(`"${key}" has ${object.size} bytes, the limit is ${maxBytes}`);
          return begun.length === object.size ? begun : await readFully(file, contentStart, object.size);
        } finally {
          closeSync(file);
        }
      }),
    head: (key) =>
      onDisk(async () => {
        const opened = openObject(layout, key);
        if (opened) closeSync(opened.file);
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
    if (ifAbsent && body instanceof Readable && existsSync(layout.locate(key).path))
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

function get(layout: FsLayout, key: string, range: ByteRange | undefined): StoredObject & { body: Readable } {
  const opened = openExisting(layout, key);
  const { object, file } = opened;
  const end = Math.min(range?.end ?? object.size - 1, object.size - 1);
  const start = range?.start ?? 0;
  if (range && (start < 0 || start > end)) {
    closeSync(file);
    throw new RangeError(`"${key}" has ${object.size} bytes, none at ${start}-${range.end ?? ''}`);
  }
  const content = contentOf(opened, start, end);
  if (content instanceof Readable) return { ...object, body: content };
  return { ...object, body: Readable.from(content.length > 0 ? [content] : [], { objectMode: false }) };
}

interface OpenedObject extends ObjectFile {
  file: number;
}

/** From `start` to `end`, inclusive: bytes where they were read already, a stream otherwise. Closes the file, now or with the stream. */
function contentOf(
  { file, object, contentStart, begun }: OpenedObject,
  start = 0,
  end = object.size - 1,
): Uint8Array | Readable {
  if (begun.length < object.size)
    return createReadStream('', { fd: file, start: contentStart + start, end: contentStart + end });
  closeSync(file);
  return begun.subarray(start, end + 1);
}

function openExisting(layout: FsLayout, key: string): OpenedObject {
  const opened = openObject(layout, key, atOnceBytes);
  if (!opened) throw new ObjectNotFoundError(key);
  return opened;
}

/** Null when there is no such object. The caller closes the file. */
function openObject(layout: FsLayout, key: string, readBytes?: number): OpenedObject | null {
  assertKey(key);
  const { path } = layout.locate(key);
  const file = openIfThere(path);
  if (file === null) return null;
  try {
    return { file, ...readObjectFile(file, readBytes) };
  } catch (error) {
    closeSync(file);
    throw new Error(`${path} (key "${key}"): ${(error as Error).message}`, { cause: error });
  }
}

async function readFully(file: number, start: number, size: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(size);
  let done = 0;
  while (done < size) {
    const { bytesRead } = await read(file, bytes, done, size - done, start + done);
    if (bytesRead === 0) throw new Error('an object file ended early');
    done += bytesRead;
  }
  return bytes;
}

function toInfo({ key, size, etag, lastModified }: StoredObject) {
  return { key, size, etag, lastModified };
}
