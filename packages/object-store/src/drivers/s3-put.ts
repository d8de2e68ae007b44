import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { HeadObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { encodeMetadata, writerTokenName } from '../metadata.ts';
import { assertKey } from '../object-key.ts';
import { type ObjectInfo, PreconditionFailedError, type PutOptions } from '../object-store.ts';
import { isConflict, isNotFound, onS3 } from './s3-errors.ts';
import { withSpooled } from './spooled-stream.ts';

/** Part size for streams of unknown length: S3's 10,000 parts then hold 80 GB. */
const partBytes = 8 * 1024 * 1024;
const partsAtOnce = 3;
/** Tries of a conditional put that the server answers with 409, "another one is under way". */
const conflictTries = 6;

export interface S3PutOptions extends PutOptions {
  /** Length of a stream, when it is known: it then goes in one request. */
  bytes?: number;
}
type Params = { Bucket: string; Key: string };
interface Written {
  size: number;
  etag: string | undefined;
}

/** Bytes, streams of known length and conditional streams in one request; other streams in parts when they are longer than one. */
export async function putObject(
  client: S3Client,
  bucket: string,
  key: string,
  body: Uint8Array | string | Readable,
  { contentType, metadata = {}, ifAbsent = false, bytes }: S3PutOptions,
): Promise<ObjectInfo> {
  assertKey(key);
  const token = randomUUID();
  const params = {
    Bucket: bucket,
    Key: key,
    Metadata: { ...encodeMetadata(metadata), ...(ifAbsent ? { [writerTokenName]: token } : {}) },
    ...(contentType ? { ContentType: contentType } : {}),
    ...(ifAbsent ? { IfNoneMatch: '*' } : {}),
  };
  try {
    const written = await onS3(key, () => send(client, params, body, { bytes, ifAbsent }));
    if (written.etag) return toInfo(key, written, new Date());
    return await describe(client, params); // Ceph names no ETag when it completes an upload in parts.
  } catch (error) {
    if (!(error instanceof PreconditionFailedError)) throw error;
    // The client repeats a request whose answer was lost: what lies there may be our own.
    const mine = await describe(client, params, token).catch(() => null);
    if (mine) return mine;
    throw error;
  }
}

async function send(
  client: S3Client,
  params: Params,
  body: Uint8Array | string | Readable,
  { bytes, ifAbsent }: { bytes: number | undefined; ifAbsent: boolean },
): Promise<Written> {
  if (!(body instanceof Readable)) {
    const Body = typeof body === 'string' ? Buffer.from(body) : body;
    const command = () => new PutObjectCommand({ ...params, Body, ContentLength: Body.byteLength });
    const { ETag } = await retryConflicts(() => client.send(command()));
    return { size: Body.byteLength, etag: ETag };
  }
  try {
    // Spares late rivals the sending; the condition of the put decides.
    if (ifAbsent && (await exists(client, params))) throw new PreconditionFailedError(params.Key);
    if (bytes !== undefined) return await sendStream(client, params, body, bytes);
    if (!ifAbsent) return await sendParts(client, params, body);
    // Not every server checks a condition when parts are put together (Ceph 16 does not); all check it on a single put.
    return await withSpooled(body, (spooled, size) => sendStream(client, params, spooled, size));
  } finally {
    body.destroy();
  }
}

async function sendStream(client: S3Client, params: Params, body: Readable, bytes: number): Promise<Written> {
  const command = new PutObjectCommand({ ...params, Body: body, ContentLength: bytes });
  return { size: bytes, etag: (await client.send(command)).ETag };
}

async function sendParts(client: S3Client, params: Params, body: Readable): Promise<Written> {
  const counter = { size: 0 };
  // Through a generator the uploader cannot guess a length from a file behind the stream, and a cut stream is an error.
  const Body = Readable.from(counted(body, counter), { objectMode: false });
  const upload = new Upload({
    client,
    params: { ...params, Body },
    partSize: partBytes,
    queueSize: partsAtOnce,
    leavePartsOnError: false,
  });
  const { ETag } = await upload.done();
  return { size: counter.size, etag: ETag };
}

async function* counted(body: Readable, counter: { size: number }): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array);
    counter.size += bytes.byteLength;
    yield bytes;
  }
}

async function exists(client: S3Client, { Bucket, Key }: Params): Promise<boolean> {
  try {
    await client.send(new HeadObjectCommand({ Bucket, Key }));
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

/** What is stored; with a token, throws unless that put wrote it. */
async function describe(client: S3Client, { Bucket, Key }: Params, token?: string): Promise<ObjectInfo> {
  const reply = await onS3(Key, () => client.send(new HeadObjectCommand({ Bucket, Key })));
  if (token !== undefined && reply.Metadata?.[writerTokenName] !== token)
    throw new PreconditionFailedError(Key);
  return toInfo(Key, { size: reply.ContentLength ?? 0, etag: reply.ETag }, reply.LastModified ?? new Date());
}

function toInfo(key: string, { size, etag }: Written, lastModified: Date): ObjectInfo {
  return { key, size, etag: (etag ?? '').replaceAll('"', ''), lastModified };
}

async function retryConflicts<T>(send: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if (!isConflict(error) || attempt === conflictTries) throw error;
      await delay(50 * 2 ** attempt * Math.random());
    }
  }
}
