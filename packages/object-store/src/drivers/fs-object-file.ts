import { createHash } from 'node:crypto';
import { fstatSync, write as fsWrite, openSync, readSync, writeSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import type { StoredObject } from '../object-store.ts';
import { hasCode } from './fs-errors.ts';

const write = promisify(fsWrite);

/** First bytes of every object file; the digit is the version of the layout. */
const magic = Buffer.from('NBO1');
/** Enough for nearly every header, so that one read gets it. */
const headerRead = 2048;
/**
 * Up to so many bytes are read and written by the calling thread: the kernel's cache takes microseconds for them, and a trip through
 * the thread pool costs the event loop fifty and more.
 */
export const atOnceBytes = 64 * 1024;
const maxHeaderBytes = 64 * 1024;
const noEtag = '0'.repeat(64);

export interface ObjectHeader {
  key: string;
  /** SHA-256 of the content, hex. */
  etag: string;
  /** ISO 8601 in UTC, always 24 characters. */
  lastModified: string;
  contentType?: string;
  metadata: Record<string, string>;
}

/**
 * Writes one object file: magic, header length (4 bytes, big-endian), header as JSON, content. Data and description share
 * a file, so that a single rename replaces both. Returns what was written.
 */
export async function writeObjectFile(
  file: number,
  description: Omit<ObjectHeader, 'etag' | 'lastModified'>,
  body: Uint8Array | Readable,
): Promise<StoredObject> {
  const hash = createHash('sha256');
  const seal = (etag: string): ObjectHeader => ({
    ...description,
    etag,
    lastModified: new Date().toISOString(),
  });
  if (body instanceof Uint8Array) {
    const header = seal(hash.update(body).digest('hex'));
    await writeAll(file, Buffer.concat([encodeHeader(header), body]), 0);
    return toStoredObject(header, body.byteLength);
  }
  // The digest is known at the end only: a header of the same length keeps its place.
  const room = encodeHeader(seal(noEtag)).length;
  let position = room;
  for await (const chunk of body) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array);
    hash.update(bytes);
    await writeAll(file, bytes, position);
    position += bytes.byteLength;
  }
  const header = seal(hash.digest('hex'));
  await writeAll(file, encodeHeader(header), 0);
  return toStoredObject(header, position - room);
}

/** A descriptor for reading, which the caller closes; null when there is no such file. */
export function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

export interface ObjectFile {
  object: StoredObject;
  /** Where in the file its content begins. */
  contentStart: number;
  /** The content as far as the first read got it. */
  begun: Buffer;
}

/** Description of an open object file, and the content that lies within the first `readBytes`. Throws when the file is not one. */
export function readObjectFile(file: number, readBytes = headerRead): ObjectFile {
  const { size } = fstatSync(file);
  let head = readStart(file, Math.min(readBytes, size));
  if (head.length < 8 || !head.subarray(0, 4).equals(magic)) throw new Error('not an object file');
  const contentStart = 8 + head.readUInt32BE(4);
  if (contentStart > maxHeaderBytes || contentStart > size)
    throw new Error('not an object file: its header is cut');
  if (contentStart > head.length) head = readStart(file, contentStart);
  const header = JSON.parse(head.toString('utf8', 8, contentStart)) as ObjectHeader;
  const object = toStoredObject(header, size - contentStart);
  return { object, contentStart, begun: head.subarray(contentStart) };
}

/** Not of the shared pool: callers are handed views of it. */
function readStart(file: number, bytes: number): Buffer {
  const head = Buffer.allocUnsafeSlow(bytes);
  return head.subarray(0, readSync(file, head, 0, bytes, 0));
}

function encodeHeader(header: ObjectHeader): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return Buffer.concat([magic, length, json]);
}

function toStoredObject(header: ObjectHeader, size: number): StoredObject {
  return {
    key: header.key,
    size,
    etag: header.etag,
    lastModified: new Date(header.lastModified),
    contentType: header.contentType,
    metadata: header.metadata,
  };
}

async function writeAll(file: number, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.byteLength) {
    const left = bytes.byteLength - written;
    written +=
      left > atOnceBytes
        ? (await write(file, bytes, written, left, position + written)).bytesWritten
        : writeSync(file, bytes, written, left, position + written);
  }
}
