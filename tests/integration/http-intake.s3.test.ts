import { createS3Store, keys, type ObjectStore, uploadIdOf } from '@nianbao/object-store';
import { type RunningHttp, serveHttp } from '@nianbao/service-kit/http';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { createIntakeApp, type IntakeApp } from '../../services/intake/src/http/create-intake-app.ts';
import { type HttpBench, objectKeys, readProblem, startHttpBench } from '../support/http-bench.ts';
import { subscribe } from '../support/s3-subscription.ts';

const server = inject('s3');
const bucket = `nianbao-intake-${process.pid}`;
const token = 'the secret of the store';
const config = {
  apiKey: undefined,
  eventSecret: token,
  bucket,
  maxUploadBytes: 20_000_000,
  maxConcurrentUploads: 4,
  allowedOrigins: [],
  profiles: ['rule-of-law-government'] as const,
};

describe.skipIf('skipped' in server)('intake on an S3 server', () => {
  let bench: HttpBench;
  let store: ObjectStore;
  let app: IntakeApp['app'];
  let http: RunningHttp;
  beforeAll(async () => {
    if ('skipped' in server) return;
    bench = await startHttpBench();
    store = createS3Store({ ...server, region: 'us-east-1', bucket, forcePathStyle: true });
    await store.check({ create: true });
    ({ app } = createIntakeApp({ ...bench, store, config }));
    http = await serveHttp(app, { host: '127.0.0.1', port: 0 });
    const push = `${http.url}/events/s3?${new URLSearchParams({ token })}`;
    await subscribe(server, bucket, push, keys.incomingPrefix);
  });
  afterAll(async () => {
    await http?.stop();
    await store?.close();
    await bench?.stop();
  });

  it('takes objects that any S3 tool puts there, by the server’s own notifications', async () => {
    const names = ['云栖镇 年报.docx', 'a+b.txt', '100%.txt', 'a%20b.txt', 'q?x=1&y#z.txt'];
    const put = await Promise.all(names.map((name) => store.put(keys.incoming('2025', name), name)));
    const ids = put.map(({ key, etag }) => uploadIdOf(key, etag));
    await vi.waitFor(async () => expect((await bench.catalogue.recorded(ids)).size).toBe(ids.length), {
      timeout: 40_000,
      interval: 500,
    });
    expect(await bench.catalogue.account('2025')).toMatchObject({ uploaded: ids.length });
  });

  it('is one upload, whether the answer or the notification comes first', async () => {
    const body = 'x'.repeat(9_000_000);
    const response = await fetch(`${http.url}/uploads?batch=2026&name=long.txt`, { method: 'POST', body });
    expect(response.status).toBe(201);
    const { uploadId, key } = (await response.json()) as { uploadId: string; key: string };
    const head = await store.head(key);
    expect(uploadIdOf(key, head?.etag ?? '')).toBe(uploadId);
    const again = await fetch(`${http.url}/uploads?batch=2026&name=long.txt`, { method: 'POST', body });
    expect(await again.json()).toMatchObject({ uploadId, key });
    // Ceph sends in order, so when this one has come, the one for the long file has as a rule come too.
    const last = await store.put(keys.incoming('2026', 'last.txt'), 'last');
    const lastId = uploadIdOf(last.key, last.etag);
    await vi.waitFor(async () => expect((await bench.catalogue.recorded([lastId])).size).toBe(1), {
      timeout: 40_000,
      interval: 500,
    });
    expect(await bench.catalogue.account('2026')).toMatchObject({ uploaded: 2 });
  });

  it('leaves nothing of an upload that is too large', async () => {
    const chunk = new Uint8Array(1_000_000);
    const endless = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(chunk) });
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', body: endless, duplex: 'half' };
    const response = await app.request('http://127.0.0.1/uploads?batch=big&name=big.txt', init);
    expect([response.status, (await readProblem(response)).code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    expect((await objectKeys(store)).filter((key) => key.includes('big'))).toEqual([]);
  });
});
