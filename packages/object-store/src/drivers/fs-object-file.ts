import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { StoredObject } from '../object-store.ts';

/** First bytes of every object file; the digit is the version of the layout. */
const magic = Buffer.from('NBO1');
/** Enough for nearly every header, so that one read gets it. */
const firstRead = 2048;
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
  file: FileHandle,
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

/** Description of an open object file and where its content starts. Throws when the file is not one. */
export async function readObjectFile(
  file: FileHandle,
): Promise<{ object: StoredObject; contentStart: number }> {
  const { size } = await file.stat();
  let head = Buffer.allocUnsafe(Math.min(firstRead, size));
  await file.read(head, 0, head.length, 0);
  if (head.length < 8 || !head.subarray(0, 4).equals(magic)) throw new Error('not an object file');
  const contentStart = 8 + head.readUInt32BE(4);
  if (contentStart > maxHeaderBytes || contentStart > size)
    throw new Error('not an object file: its header is cut');
  if (contentStart > head.length) {
    head = Buffer.allocUnsafe(contentStart);
    await file.read(head, 0, contentStart, 0);
  }
  const header = JSON.parse(head.toString('utf8', 8, contentStart)) as ObjectHeader;
  return { object: toStoredObject(header, size - contentStart), contentStart };
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

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.byteLength) {
    const part = await file.write(bytes, written, bytes.byteLength - written, position + written);
    written += part.bytesWritten;
  }
}
