import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { attachmentDisposition } from '../content-disposition.ts';
import { decodeMetadata } from '../metadata.ts';
import { assertKey } from '../object-key.ts';
import {
  type ByteRange,
  type ObjectStore,
  ObjectTooLargeError,
  type StoredObject,
  StoreUnavailableError,
} from '../object-store.ts';
import { checkBucket } from './s3-bucket.ts';
import { createS3Client, type S3ClientOptions } from './s3-client.ts';
import { copyObject } from './s3-copy.ts';
import { isNotFound, onS3 } from './s3-errors.ts';
import { listS3 } from './s3-list.ts';
import { putObject } from './s3-put.ts';

export interface S3StoreOptions extends S3ClientOptions {
  bucket: string;
  /** Where uploaders and browsers reach the server, when that is another address than ours; presigned URLs point there. */
  publicEndpoint?: string | undefined;
}

/** S3's limit for one DeleteObjects request. */
const maxDeletes = 1000;

/**
 * A bucket of any S3 server. Conditional puts use `If-None-Match: *`, which the server must honour on PutObject (AWS and Ceph do).
 * Presigning refuses keys with `.` or `..` segments (RangeError): every URL parser would fold them.
 */
export function createS3Store(options: S3StoreOptions): ObjectStore {
  const client = createS3Client(options);
  const { bucket, publicEndpoint } = options;
  // Signing sends nothing: a client of its own costs no connection.
  const signer = publicEndpoint ? createS3Client({ ...options, endpoint: publicEndpoint }) : client;
  const reading = readers(client, bucket);
  return {
    ...reading,
    ...presigners(signer, bucket),
    put: (key, body, putOptions = {}) => putObject(client, bucket, key, body, putOptions),
    list: (prefix, listOptions = {}) => listS3(client, bucket, prefix, listOptions),
    delete: (keys) => remove(client, bucket, typeof keys === 'string' ? [keys] : keys),
    copy: (from, to, { ifAbsent = false } = {}) => copyObject(client, bucket, from, to, ifAbsent, reading),
    check: ({ create = false } = {}) => checkBucket(client, bucket, options, create),
    close: async () => client.destroy(),
  };
}

function readers(client: S3Client, bucket: string): Pick<ObjectStore, 'get' | 'getBytes' | 'head'> {
  const get = (key: string, range?: ByteRange) => onS3(key, () => getObject(client, bucket, key, range));
  return {
    get,
    getBytes: (key, maxBytes = Number.POSITIVE_INFINITY) =>
      onS3(key, async () => {
        const { body, size } = await get(key);
        if (size > maxBytes) {
          body.destroy();
          throw new ObjectTooLargeError(`"${key}" has ${size} bytes, the limit is ${maxBytes}`);
        }
        const bytes = Buffer.concat(await body.toArray());
        if (bytes.length !== size) throw new StoreUnavailableError(`S3: "${key}" ended early`);
        return bytes;
      }),
    head: (key) =>
      onS3(key, async () => {
        assertKey(key);
        try {
          const reply = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
          return toStoredObject(key, reply.ContentLength ?? 0, reply);
        } catch (error) {
          if (isNotFound(error)) return null;
          throw error;
        }
      }),
  };
}

async function getObject(
  client: S3Client,
  bucket: string,
  key: string,
  range: ByteRange | undefined,
): Promise<StoredObject & { body: Readable }> {
  assertKey(key);
  if (range && (range.start < 0 || (range.end ?? range.start) < range.start))
    throw new RangeError(`"${key}": no bytes at ${range.start}-${range.end ?? ''}`);
  const reply = await client.send(
    new GetObjectCommand({
      Bucket: bucket,
      Key: key,
      ...(range ? { Range: `bytes=${range.start}-${range.end ?? ''}` } : {}),
    }),
  );
  const whole = /\/(\d+)$/.exec(reply.ContentRange ?? '')?.[1];
  const size = whole === undefined ? (reply.ContentLength ?? 0) : Number(whole);
  if (!(reply.Body instanceof Readable)) throw new StoreUnavailableError(`S3: no body for "${key}"`);
  return { ...toStoredObject(key, size, reply), body: reply.Body };
}

async function remove(client: S3Client, bucket: string, keys: readonly string[]): Promise<void> {
  for (const key of keys) assertKey(key);
  const [only] = keys;
  if (only !== undefined && keys.length === 1) {
    await onS3(only, () => client.send(new DeleteObjectCommand({ Bucket: bucket, Key: only })));
    return;
  }
  for (let i = 0; i < keys.length; i += maxDeletes) {
    const Objects = keys.slice(i, i + maxDeletes).map((Key) => ({ Key }));
    const reply = await onS3(only ?? '', () =>
      client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } })),
    );
    const failed = reply.Errors?.find((error) => error.Code !== 'NoSuchKey');
    if (failed)
      throw new StoreUnavailableError(`S3: deleting "${failed.Key}": ${failed.Code} ${failed.Message}`);
  }
}

function presigners(client: S3Client, bucket: string): Pick<ObjectStore, 'presignPut' | 'presignGet'> {
  const expiry = (expiresIn: number) => new Date(Date.now() + expiresIn * 1000);
  return {
    async presignPut(key, { expiresIn, bytes }) {
      assertUrlKey(key);
      const size = bytes === undefined ? {} : { ContentLength: bytes };
      const expiresAt = expiry(expiresIn);
      const command = new PutObjectCommand({ Bucket: bucket, Key: key, ...size });
      const url = await onS3(key, () => getSignedUrl(client, command, { expiresIn }));
      return { url, expiresAt, headers: bytes === undefined ? {} : { 'content-length': String(bytes) } };
    },
    async presignGet(key, { expiresIn, fileName }) {
      assertUrlKey(key);
      const name = fileName ?? key.split('/').at(-1) ?? '';
      const expiresAt = expiry(expiresIn);
      const ResponseContentDisposition = attachmentDisposition(name);
      const command = new GetObjectCommand({ Bucket: bucket, Key: key, ResponseContentDisposition });
      return {
        url: await onS3(key, () => getSignedUrl(client, command, { expiresIn })),
        expiresAt,
        headers: {},
      };
    },
  };
}

function assertUrlKey(key: string): void {
  assertKey(key);
  if (/(^|\/)\.{1,2}(\/|$)/.test(key))
    throw new RangeError(`"${key}" cannot be presigned: "." and ".." in a URL`);
}

interface Description {
  ETag?: string | undefined;
  LastModified?: Date | undefined;
  ContentType?: string | undefined;
  Metadata?: Record<string, string> | undefined;
}

function toStoredObject(key: string, size: number, reply: Description): StoredObject {
  return {
    key,
    size,
    etag: (reply.ETag ?? '').replaceAll('"', ''),
    lastModified: reply.LastModified ?? new Date(0),
    contentType: reply.ContentType,
    metadata: decodeMetadata(reply.Metadata),
  };
}
