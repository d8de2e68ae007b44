import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFsStore, createPresignedHandler } from '@nianbao/object-store';
import { describeObjectStore, type StoreHarness } from '@nianbao/object-store/conformance';
import { afterAll, beforeAll } from 'vitest';

const options = { baseUrl: 'http://127.0.0.1/objects', secret: 'a secret for tests only' };
let root: string;
let harness: StoreHarness;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'nianbao-fs-store-'));
  harness = {
    async open() {
      const store = createFsStore({ root, ...options });
      await store.check({ create: true });
      return store;
    },
    fetch: createPresignedHandler(createFsStore({ root, ...options })),
    env: { STORE_DIR: root, S3_BUCKET: '' },
  };
});
afterAll(() => rm(root, { recursive: true, force: true }));

describeObjectStore('folder', () => harness);
