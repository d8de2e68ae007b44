import { createS3Store } from '@nianbao/object-store';
import { describeObjectStore, type StoreHarness } from '@nianbao/object-store/conformance';
import { describe, inject, it } from 'vitest';

const server = inject('s3');

if ('skipped' in server) {
  describe('object store: S3', () => {
    it.skip(`skipped: ${server.skipped}`, () => {});
  });
} else {
  const bucket = `nianbao-conformance-${process.pid}`;
  const harness: StoreHarness = {
    async open() {
      const store = createS3Store({ ...server, region: 'us-east-1', bucket, forcePathStyle: true });
      await store.check({ create: true });
      return store;
    },
    fetch: (request) => fetch(request),
    env: {
      S3_BUCKET: bucket,
      S3_ENDPOINT: server.endpoint,
      S3_ACCESS_KEY_ID: server.accessKeyId,
      S3_SECRET_ACCESS_KEY: server.secretAccessKey,
    },
  };
  describeObjectStore('S3', () => harness);
}
