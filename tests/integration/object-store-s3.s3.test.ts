import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createS3Store } from '@nianbao/object-store';
import { describeObjectStore, type StoreHarness } from '@nianbao/object-store/conformance';
import { describe, expect, inject, it } from 'vitest';

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

  describe('a store that is set wrongly', () => {
    const right = { ...server, region: 'us-east-1', bucket, forcePathStyle: true };
    const check = async (wrong: object) => {
      const store = createS3Store({ ...right, ...wrong });
      return store.check({ create: true }).finally(() => store.close());
    };

    it.each([
      ['secret', { secretAccessKey: 'wrong' }, 'SignatureDoesNotMatch'],
      ['key', { accessKeyId: 'nobody' }, 'InvalidAccessKeyId'],
      ['region', { region: 'nowhere-1', bucket: `${bucket}-elsewhere` }, 'InvalidLocationConstraint'],
    ])('says what the server refuses: a wrong %s', async (_what, wrong, word) => {
      const refusal = { name: 'StoreUnavailableError', message: expect.stringContaining(word) };
      await expect(check(wrong)).rejects.toMatchObject(refusal);
    });

    it('says that what answers is no S3 server', async () => {
      const web = createServer((_, answer) => answer.writeHead(404).end('<html></html>'));
      await new Promise<void>((done) => web.listen(0, '127.0.0.1', done));
      const endpoint = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
      await expect(check({ endpoint })).rejects.toThrow('an answer without an S3 error (HTTP 404)');
      web.close();
    });
  });
}
