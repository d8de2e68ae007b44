import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { assertWellFormed } from '../object-key.ts';
import type { ListOptions, ObjectInfo } from '../object-store.ts';
import { onS3 } from './s3-errors.ts';

/** Page by page; the next page is asked for when the one before is used up. */
export async function* listS3(
  client: S3Client,
  bucket: string,
  prefix: string,
  { startAfter, pageSize = 1000 }: ListOptions,
): AsyncGenerator<ObjectInfo> {
  assertWellFormed(prefix);
  let token: string | undefined;
  do {
    const page = await onS3(prefix, () =>
      client.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: prefix,
          MaxKeys: pageSize,
          // XML cannot carry control characters, and parsers fold line breaks.
          EncodingType: 'url',
          ...(startAfter === undefined ? {} : { StartAfter: startAfter }),
          ...(token === undefined ? {} : { ContinuationToken: token }),
        }),
      ),
    );
    for (const { Key, Size, ETag, LastModified } of page.Contents ?? []) {
      yield {
        key: decodeURIComponent((Key ?? '').replaceAll('+', ' ')),
        size: Size ?? 0,
        etag: (ETag ?? '').replaceAll('"', ''),
        lastModified: LastModified ?? new Date(0),
      };
    }
    token = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
}
