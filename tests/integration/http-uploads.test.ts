import { createHash } from 'node:crypto';
import { createConnection } from 'node:net';
import { UploadResponse } from '@nianbao/contracts';
import { createPresignedHandler } from '@nianbao/object-store';
import { UnansweredError } from '@nianbao/pipeline';
import { serveHttp } from '@nianbao/service-kit/http';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createIntakeApp, type IntakeApp } from '../../services/intake/src/http/create-intake-app.ts';
import { type IntakeHttpConfig, translateError } from '../../services/intake/src/http/intake-deps.ts';
import { sampleFailure } from '../support/catalogue-samples.ts';
import { type HttpBench, objectKeys, readProblem, startHttpBench } from '../support/http-bench.ts';

type App = IntakeApp['app'];

const config: IntakeHttpConfig = {
  apiKey: undefined,
  eventSecret: undefined,
  bucket: undefined,
  maxUploadBytes: 1_000_000,
  maxConcurrentUploads: 2,
  allowedOrigins: [],
  profiles: ['auto', 'second-profile'],
};

let bench: HttpBench;
let app: App;
beforeAll(async () => {
  bench = await startHttpBench();
  app = intake();
});
afterAll(() => bench.stop());
afterEach(() => bench.reset());

function intake(changes: Partial<IntakeHttpConfig> = {}): App {
  const presignedHandler = createPresignedHandler(bench.store);
  return createIntakeApp({ ...bench, presignedHandler, config: { ...config, ...changes } }).app;
}

function upload(query: Record<string, string>, body: BodyInit, headers: Record<string, string> = {}) {
  const url = `http://127.0.0.1/uploads?${new URLSearchParams(query)}`;
  return app.request(url, { method: 'POST', body, headers, duplex: 'half' } as RequestInit);
}

function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  return app.request(`http://127.0.0.1${path}`, { method: 'POST', body: JSON.stringify(body), headers });
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const waiting = async () => (await bench.pipeline.stageStatus()).find((s) => s.stage === 'intake')?.waiting;

describe('POST /uploads', () => {
  it('stores, records and enqueues', async () => {
    const response = await upload({ batch: '2025', name: '乡镇/云栖镇 报告.txt' }, '全文');
    expect(response.status).toBe(201);
    const answer = UploadResponse.parse(await response.json());
    expect(answer).toMatchObject({ batchId: '2025', bytes: 6, sha256: sha256('全文') });
    expect(answer.key).toBe('incoming/2025/乡镇/云栖镇 报告.txt');
    expect(Buffer.from(await bench.store.getBytes(answer.key)).toString()).toBe('全文');
    expect(await bench.catalogue.known([answer.sha256])).toEqual([answer.sha256]);
    expect(await bench.catalogue.account('2025')).toMatchObject({ uploaded: 1, inFlight: 1 });
    expect(await waiting()).toBe(1);
  });

  it('takes an empty file: reading it is what fails', async () => {
    const response = await upload({ name: 'empty.txt' }, '');
    expect(UploadResponse.parse(await response.json())).toMatchObject({ bytes: 0, batchId: 'default' });
  });

  it('is the same upload when sent again', async () => {
    const first = await (await upload({ batch: 'b', name: 'a.txt' }, '甲')).json();
    const second = await upload({ batch: 'b', name: 'a.txt' }, '甲');
    expect(await second.json()).toEqual(first);
    expect(await objectKeys(bench.store)).toEqual(['incoming/b/a.txt']);
    expect(await bench.catalogue.account()).toMatchObject({ uploaded: 1 });
    expect(await waiting()).toBe(1);
  });

  it('never overwrites: other content gets a number, the same content finds it again', async () => {
    await upload({ batch: 'b', name: 'a.txt' }, '甲');
    const other = (await (await upload({ batch: 'b', name: 'a.txt' }, '乙')).json()) as UploadResponse;
    expect(other.key).toBe('incoming/b/a (2).txt');
    const again = (await (await upload({ batch: 'b', name: 'a.txt' }, '乙')).json()) as UploadResponse;
    expect(again).toEqual(other);
    expect(await objectKeys(bench.store)).toEqual(['incoming/b/a (2).txt', 'incoming/b/a.txt']);
    expect(Buffer.from(await bench.store.getBytes('incoming/b/a.txt')).toString()).toBe('甲');
  });

  it('reads a file again that failed, when it is sent again', async () => {
    const { key, uploadId } = UploadResponse.parse(await (await upload({ name: 'a.txt' }, 'a')).json());
    const source = { uploadId, key, etag: 'e', name: 'a.txt', batchId: 'default', bytes: 1 };
    await bench.catalogue.claim(uploadId, sha256('a'), 'txt');
    await bench.catalogue.publish(sampleFailure(source, 'STAGE_TIMEOUT', { content: 'a' }), 'results/x');
    await bench.pipeline.redis.flushall();
    expect(await bench.catalogue.account()).toMatchObject({ failed: 1, inFlight: 0 });
    expect((await upload({ name: 'a.txt' }, 'a')).status).toBe(201);
    expect(await bench.catalogue.account()).toMatchObject({ uploaded: 1, failed: 0, inFlight: 1 });
    expect(await waiting()).toBe(1);
  });

  it('asks the sender to come back by itself when the machine is only busy', () => {
    const text = { zh: '繁忙', en: 'busy' };
    const statusOf = (busy: boolean) => translateError(new UnansweredError({ text, busy }))?.kind.status;
    expect([true, false].map(statusOf)).toEqual([429, 503]);
  });

  it('lets a single upload go before a batch', async () => {
    await upload({ batch: 'archive', name: '1.txt' }, '1');
    await upload({ name: '2.txt' }, '2');
    const jobs = await bench.pipeline.queues.queue('intake').getPrioritized();
    expect(jobs.map((job) => [job.data.name, job.data.priority])).toEqual([
      ['2.txt', 1],
      ['1.txt', 100],
    ]);
  });

  it('hands the profile on and refuses one it does not know', async () => {
    await upload({ name: 'a.txt', profile: 'second-profile' }, 'a');
    const [job] = await bench.pipeline.queues.queue('intake').getPrioritized();
    expect(job?.data.profileId).toBe('second-profile');
    await upload({ name: 'c.txt' }, 'c');
    const all = await bench.pipeline.queues.queue('intake').getPrioritized();
    expect(all.map(({ data }) => data.profileId).sort()).toEqual(['auto', 'second-profile']);
    const refused = await upload({ name: 'b.txt', profile: 'third' }, 'b');
    expect([refused.status, (await readProblem(refused)).code]).toEqual([400, 'UNKNOWN_PROFILE']);
  });

  it.each([
    [{ name: '../../etc/passwd' }, {}, 400, 'NAME_INVALID'],
    [{ batch: '..', name: 'a.txt' }, {}, 400, 'NAME_INVALID'],
    [{}, {}, 400, 'NAME_INVALID'],
    [{ name: 'a.txt' }, { 'content-type': 'multipart/form-data; boundary=x' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [{ name: 'a.txt' }, { 'content-encoding': 'gzip' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [{ name: 'a.txt' }, { 'content-length': '1000001' }, 413, 'PAYLOAD_TOO_LARGE'],
    [{ name: 'a.txt' }, { origin: 'https://elsewhere.example' }, 403, 'FORBIDDEN_ORIGIN'],
    [{ name: 'a.txt' }, { host: 'rebound.example' }, 403, 'FORBIDDEN_ORIGIN'],
  ])('refuses %j with %j', async (query: Record<string, string>, headers, status, code) => {
    const response = await upload(query, 'x', { 'accept-language': 'zh-CN', ...headers });
    const problem = await readProblem(response);
    expect([response.status, problem.code]).toEqual([status, code]);
    expect(problem.detail).toMatch(/\p{Script=Han}/u);
    expect(await objectKeys(bench.store)).toEqual([]);
  });

  it('stops reading past the limit and leaves nothing behind', async () => {
    let given = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        given += 1;
        controller.enqueue(new Uint8Array(100_000));
      },
    });
    const response = await upload({ name: 'big.txt' }, endless);
    expect([response.status, (await readProblem(response)).code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    expect(given).toBeLessThan(30);
    expect(await objectKeys(bench.store)).toEqual([]);
    expect(await bench.catalogue.account()).toMatchObject({ uploaded: 0 });
  });

  it('leaves nothing behind when the sender goes away, and serves the next', async () => {
    const http = await serveHttp(app, { host: '127.0.0.1', port: 0 });
    try {
      await breakOff(http.url);
      await vi.waitFor(() => expect(bench.logged()).toContain('"status":400'), 10_000);
      expect(await objectKeys(bench.store)).toEqual([]);
      const next = await fetch(`${http.url}/uploads?name=whole.txt`, { method: 'POST', body: 'whole' });
      expect(next.status).toBe(201);
    } finally {
      await http.stop();
    }
  });

  it('receives so many at once and asks the others to come back', async () => {
    const opened: ReadableStreamDefaultController<Uint8Array>[] = [];
    const slow = () =>
      new ReadableStream<Uint8Array>({ start: (controller) => void opened.push(controller) });
    const running = ['1', '2'].map((name) => upload({ name }, slow()));
    const third = await upload({ name: '3' }, 'x');
    expect([third.status, third.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await readProblem(third)).code).toBe('TOO_MANY_REQUESTS');
    for (const controller of opened) controller.close();
    expect((await Promise.all(running)).map((response) => response.status)).toEqual([201, 201]);
    expect((await upload({ name: '3' }, 'x')).status).toBe(201);
  });
});

describe('the ways around the service', () => {
  it('says which contents are known', async () => {
    await upload({ name: 'a.txt' }, 'a');
    const answer = await post('/uploads/known', { sha256: [sha256('a'), sha256('b')] });
    expect(await answer.json()).toEqual({ known: [sha256('a')] });
    expect(await (await post('/uploads/known', { sha256: [] })).json()).toEqual({ known: [] });
  });

  it('presigns, takes the file at the signed address, and confirms it once', async () => {
    const request = { batch: 'b', name: 'a.txt', bytes: 3 };
    const grant = (await (await post('/uploads/presign', request)).json()) as { url: string; key: string };
    const put = await app.request(grant.url, { method: 'PUT', body: 'abc' });
    expect(put.status).toBe(201);
    const direct = await bench.store.presignGet(grant.key, { expiresIn: 60 });
    const download = await app.request(direct.url);
    expect(await download.text()).toBe('abc');
    expect(download.headers.get('content-security-policy')).toContain('sandbox');
    const confirmation = { keys: [grant.key, 'incoming/b/none.txt', 'results/x'] };
    const missing = ['incoming/b/none.txt', 'results/x'];
    const confirm = async () => (await post('/uploads/confirm', confirmation)).json();
    expect(await confirm()).toEqual({ enqueued: 1, missing });
    expect(await confirm()).toEqual({ enqueued: 0, missing });
    const second = (await (await post('/uploads/presign', request)).json()) as { key: string };
    expect(second.key).toBe('incoming/b/a (2).txt');
  });

  it.each([
    ['/uploads/known', '{"sha256":["x"]}', 400],
    ['/uploads/known', 'not json', 400],
    ['/uploads/known', '', 400],
    ['/uploads/known', `"${'x'.repeat(1_100_000)}"`, 413],
    ['/uploads/presign', '{"batch":"b","name":"a","bytes":1000001}', 413],
    ['/uploads/presign', '{"batch":"b","name":"../a","bytes":1}', 400],
    ['/uploads/confirm', '{"keys":[]}', 400],
    ['/uploads/nothing', '{}', 404],
  ])('%s answers %.40s with %i', async (path, body, status) => {
    const response = await app.request(`http://127.0.0.1${path}`, { method: 'POST', body });
    expect((await readProblem(response)).status).toBe(status);
  });

  it('asks for the key when there is one', async () => {
    app = intake({ apiKey: 'a key of some length' });
    const refused = await upload({ name: 'a.txt' }, 'a');
    expect([refused.status, (await readProblem(refused)).code]).toEqual([401, 'UNAUTHORIZED']);
    const wrong = await upload({ name: 'a.txt' }, 'a', { authorization: 'Bearer another key' });
    expect(wrong.status).toBe(401);
    for (const header of [
      { authorization: 'Bearer a key of some length' },
      { 'x-api-key': 'a key of some length' },
    ]) {
      expect((await upload({ name: 'a.txt' }, 'a', header)).status).toBe(201);
    }
    expect((await app.request('http://127.0.0.1/health/live')).status).toBe(200);
    app = intake();
  });

  it('is ready when its parts are', async () => {
    const response = await app.request('http://127.0.0.1/health/ready');
    const parts = { store: 'ok', catalogue: 'ok', redis: 'ok' };
    expect(await response.json()).toEqual({ status: 'ok', parts });
  });
});

/** Sends half of an upload over a raw connection and cuts it. */
function breakOff(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: hostname, port: Number(port) });
    socket.once('error', reject);
    const head = `POST /uploads?name=half.txt HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Length: 1000\r\n\r\n`;
    socket.write(`${head}${'x'.repeat(500)}`, () => {
      setTimeout(() => {
        socket.destroy();
        resolve();
      }, 200);
    });
  });
}
