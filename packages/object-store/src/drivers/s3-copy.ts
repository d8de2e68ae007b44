import { CopyObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { assertKey } from '../object-key.ts';
import { type ObjectInfo, type ObjectStore, StoreUnavailableError } from '../object-store.ts';
import { onS3 } from './s3-errors.ts';
import { putObject } from './s3-put.ts';

/** Tries of a conditional copy, whose stream the client cannot rewind by itself. */
const tries = 3;

/** Inside the server; but through this process when `ifAbsent`, since few servers check a condition on the target of a copy. */
export async function copyObject(
  client: S3Client,
  bucket: string,
  from: string,
  to: string,
  ifAbsent: boolean,
  { get, head }: Pick<ObjectStore, 'get' | 'head'>,
): Promise<ObjectInfo> {
  assertKey(from);
  assertKey(to);
  if (ifAbsent) return copyIfAbsent(client, bucket, from, to, get);
  const CopySource = `${bucket}/${from.split('/').map(encodeURIComponent).join('/')}`;
  const reply = await onS3(from, () =>
    client.send(new CopyObjectCommand({ Bucket: bucket, Key: to, CopySource })),
  );
  const copied = await head(to);
  const { ETag, LastModified } = reply.CopyObjectResult ?? {};
  return {
    key: to,
    size: copied?.size ?? 0,
    etag: (ETag ?? copied?.etag ?? '').replaceAll('"', ''),
    lastModified: LastModified ?? copied?.lastModified ?? new Date(),
  };
}

async function copyIfAbsent(
  client: S3Client,
  bucket: string,
  from: string,
  to: string,
  get: ObjectStore['get'],
): Promise<ObjectInfo> {
  for (let attempt = 1; ; attempt++) {
    const { body, size, contentType, metadata } = await get(from);
    try {
      const description = { metadata, ...(contentType ? { contentType } : {}) };
      return await putObject(client, bucket, to, body, { ...description, ifAbsent: true, bytes: size });
    } catch (error) {
      if (!(error instanceof StoreUnavailableError) || attempt === tries) throw error;
    }
  }
}
