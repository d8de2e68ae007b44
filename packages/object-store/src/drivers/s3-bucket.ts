import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  HeadBucketCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { StoreUnavailableError } from '../object-store.ts';
import { isNotFound, onS3 } from './s3-errors.ts';

/** Resolves when the bucket can be used; creates it when told to. Throws {@link StoreUnavailableError}. */
export async function checkBucket(
  client: S3Client,
  bucket: string,
  options: { region: string; endpoint?: string | undefined },
  create: boolean,
): Promise<void> {
  const exists = await onS3('', () =>
    client.send(new HeadBucketCommand({ Bucket: bucket })).then(
      () => true,
      (error: unknown) => {
        if (isNotFound(error)) return false;
        throw error;
      },
    ),
  );
  if (exists) return;
  if (!create) throw new StoreUnavailableError(`the bucket "${bucket}" does not exist`);
  // AWS wants the region named outside us-east-1; other servers refuse regions they do not know.
  const located = options.endpoint === undefined && options.region !== 'us-east-1';
  const LocationConstraint = options.region as BucketLocationConstraint;
  await onS3('', () =>
    client
      .send(
        new CreateBucketCommand({
          Bucket: bucket,
          ...(located ? { CreateBucketConfiguration: { LocationConstraint } } : {}),
        }),
      )
      .catch((error: unknown) => {
        if (error instanceof Error && error.name === 'BucketAlreadyOwnedByYou') return;
        throw error;
      }),
  );
}
