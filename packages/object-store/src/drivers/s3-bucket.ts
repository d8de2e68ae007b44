import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';
import { StoreUnavailableError } from '../object-store.ts';
import { httpStatus, unusable } from './s3-errors.ts';

/** Resolves when the bucket can be used; creates it when told to. Throws {@link StoreUnavailableError} with the server's own word. */
export async function checkBucket(
  client: S3Client,
  bucket: string,
  options: { region: string; endpoint?: string | undefined },
  create: boolean,
): Promise<void> {
  try {
    if (!(await bucketExists(client, bucket))) await createBucket(client, bucket, options, create);
  } catch (error) {
    throw unusable(error);
  }
}

async function bucketExists(client: S3Client, bucket: string): Promise<boolean> {
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
    return true;
  } catch (error) {
    if (httpStatus(error) === undefined) throw error;
  }
  // The answer to HEAD has no body, and so no word on what was refused. A listing needs the same right and says it.
  try {
    await client.send(new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1 }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchBucket') return false;
    throw error;
  }
}

async function createBucket(
  client: S3Client,
  bucket: string,
  options: { region: string; endpoint?: string | undefined },
  create: boolean,
): Promise<void> {
  if (!create) throw new StoreUnavailableError(`the bucket "${bucket}" does not exist`);
  // AWS wants the region named outside us-east-1; other servers refuse regions they do not know.
  const located = options.endpoint === undefined && options.region !== 'us-east-1';
  const LocationConstraint = options.region as BucketLocationConstraint;
  const command = new CreateBucketCommand({
    Bucket: bucket,
    ...(located ? { CreateBucketConfiguration: { LocationConstraint } } : {}),
  });
  await client.send(command).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'BucketAlreadyOwnedByYou') return;
    throw error;
  });
}
