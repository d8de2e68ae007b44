import {
  BatchProgressResponse,
  ConsoleConfig,
  FailuresResponse,
  HistoryResponse,
  Overview,
  ReportPage,
  type Result,
  SessionState,
  StatusResponse,
  stageNames,
} from '@nianbao/contracts';
import { createS3Store, keys } from '@nianbao/object-store';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ConsoleApp } from '../../services/console/src/create-console-app.ts';
import { sampleFailure, sampleReport } from '../support/catalogue-samples.ts';
import { type HttpBench, readProblem, startHttpBench } from '../support/http-bench.ts';
import { landUpload } from '../support/land-upload.ts';
import { sampleConsole } from '../support/sample-console.ts';

const key = 'a key of some length';
const uploadOrigins = ['http://store.example'];
let bench: HttpBench;
let served: ConsoleApp;
beforeAll(async () => {
  bench = await startHttpBench();
  served = sampleConsole(bench, { uploadOrigins });
});
afterAll(async () => {
  served.endStreams();
  await served.stop();
  await bench.stop();
});
afterEach(() => bench.reset());

const get = async (path: string) => served.app.request(`http://127.0.0.1${path}`);
const json = async (path: string): Promise<unknown> => (await get(path)).json();
const post = async (path: string, body: unknown = {}) =>
  served.app.request(`http://127.0.0.1${path}`, { method: 'POST', body: JSON.stringify(body) });

async function publish(result: Result): Promise<void> {
  const resultKey = keys.result(result.documentId, result.resultId);
  await bench.store.put(resultKey, JSON.stringify(result));
  await bench.catalogue.publish(result, resultKey);
}

describe('the pages’ answers', () => {
  it('GET /api/config names stages, errors and labels', async () => {
    const config = ConsoleConfig.parse(await json('/api/config'));
    expect(config.stages.map(({ name }) => name)).toEqual(stageNames);
    expect(config.errors.CORRUPT_ZIP?.message.zh).toMatch(/损坏/);
    expect(config.uploads).toBe(false);
  });

  it('GET /api/overview warns of waiting work that no worker takes', async () => {
    await landUpload(bench, 'a');
    const overview = Overview.parse(await json('/api/overview'));
    expect(overview.oldest?.name).toBe('a');
    expect(overview.alerts).toEqual([{ code: 'no-worker', severity: 'error', stage: 'intake', value: 1 }]);
  });

  it('GET /api/overview and /api/status say that the object store is away', async () => {
    const away = { endpoint: 'http://127.0.0.1:1', accessKeyId: 'k', secretAccessKey: 's' };
    const store = createS3Store({ ...away, region: 'us-east-1', bucket: 'b', forcePathStyle: true });
    const own = sampleConsole({ ...bench, store });
    const answer = async (path: string) => (await own.app.request(`http://127.0.0.1${path}`)).json();
    const { alerts } = Overview.parse(await answer('/api/overview'));
    expect(alerts).toEqual([{ code: 'store-unavailable', severity: 'error', stage: null, value: 0 }]);
    expect(StatusResponse.parse(await answer('/api/status')).storeUnavailable).toBe(true);
    expect(StatusResponse.parse(await json('/api/status')).storeUnavailable).toBeUndefined();
    await own.stop();
    await store.close();
  });

  it('GET /api/history is the same in every console, one look in 15 seconds, after a restart too', async () => {
    await landUpload(bench, 'a');
    for (const looks of [1, 2]) {
      const own = sampleConsole(bench, { uploadOrigins });
      await own.app.request('http://127.0.0.1/api/overview');
      const answer = await own.app.request('http://127.0.0.1/api/history?minutes=1440');
      const { samples } = HistoryResponse.parse(await answer.json());
      expect(samples[0]?.depth[0]).toBe(1);
      // A slot may begin between the two.
      expect(samples.length).toBeLessThanOrEqual(looks);
      expect(samples).toEqual(HistoryResponse.parse(await json('/api/history')).samples);
      await own.stop();
    }
    const look = JSON.stringify({ at: new Date().toISOString(), depth: [7], finished: 0, failed: 0 });
    const kept = 5_760;
    await bench.pipeline.redis.del('nianbao:looks');
    const old = Array.from({ length: kept + 40 }, (_, n) => `${Date.now() - 86_400_000 + n}-0`);
    await Promise.all(old.map((id) => bench.pipeline.redis.xadd('nianbao:looks', id, 'look', look)));
    const own = sampleConsole(bench, { uploadOrigins });
    await own.app.request('http://127.0.0.1/api/overview');
    expect(await bench.pipeline.redis.xlen('nianbao:looks')).toBe(kept);
    expect((await own.app.request('http://127.0.0.1/api/history?minutes=1441')).status).toBe(400);
    const { samples } = HistoryResponse.parse(await json('/api/history?minutes=1440'));
    expect(samples.length).toBeGreaterThan(100);
    expect(samples.length).toBeLessThanOrEqual(480);
    await own.stop();
  });

  it('GET /api/events sends looks until the console stops', async () => {
    const own = sampleConsole(bench, { uploadOrigins });
    const response = await own.app.request('http://127.0.0.1/api/events');
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const first = await reader?.read();
    expect(first?.value).toMatch(/^event: overview\ndata: \{/);
    own.endStreams();
    while (!(await reader?.read())?.done);
    await own.stop();
  });

  it('GET /api/batches/progress says how long each takes', async () => {
    await publish(sampleReport(await landUpload(bench, 'a'), { publishedAt: new Date().toISOString() }));
    await landUpload(bench, 'b');
    const { batches } = BatchProgressResponse.parse(await json('/api/batches/progress'));
    const [batch] = batches;
    expect(batch).toMatchObject({ batchId: '2025', etaSeconds: Math.ceil(1 / (batch?.ratePerSecond ?? 0)) });
    expect(batch?.ratePerSecond).toBeGreaterThanOrEqual(1 / 60);
  });

  it('GET /api/reports searches, and refuses what it does not know', async () => {
    await publish(sampleReport(await landUpload(bench, '云栖.docx')));
    const search = async (query: string) => ReportPage.parse(await json(`/api/reports?${query}`)).total;
    expect(await search(`place=${encodeURIComponent('云栖')}`)).toBe(1);
    expect(await search('year=2019')).toBe(0);
    for (const query of ['sort=colour', 'cursor=nonsense', 'finding=no-such', 'limit=5000']) {
      expect((await get(`/api/reports?${query}`)).status, query).toBe(400);
    }
  });

  it.each([
    ['/api/reports?missing=problms', 'problems', 'GET /api/config'],
    ['/api/exports?missing=%E4%B8%8D%E8%B6%B3', 'problems (存在的不足)', 'GET /api/config'],
    ['/api/comparison/series?indicator=nothing-like-it', '—', 'GET /api/config'],
    ['/api/reports?finding=sum-mismach&year=abc', 'sum-mismatch', 'year: 无效输入'],
  ])('%s is refused in the caller’s language, with the nearest words', async (path, ...parts) => {
    const headers = { 'accept-language': 'zh-CN' };
    const problem = await readProblem(await served.app.request(`http://127.0.0.1${path}`, { headers }));
    expect(problem.code).toBe('BAD_REQUEST');
    for (const part of parts) expect(problem.detail).toContain(part);
    const { detail } = await readProblem(await get(path));
    expect(String(detail)).not.toMatch(/无效|最接近/);
  });

  it('GET /api/failures groups, POST …/reread reads again', async () => {
    const upload = await landUpload(bench, 'a');
    await publish(sampleFailure(upload, 'CORRUPT_ZIP'));
    const { groups } = FailuresResponse.parse(await json('/api/failures'));
    expect(groups).toMatchObject([{ code: 'CORRUPT_ZIP', count: 1 }]);
    await bench.pipeline.redis.flushall();
    const reread = async () => (await post(`/api/documents/${upload.uploadId}/reread`)).json();
    expect(await reread()).toEqual({ started: true });
    expect(await reread()).toEqual({ started: false });
    expect((await bench.pipeline.stageStatus())[0]?.waiting).toBe(1);
  });

  it('POST /api/uploads/presign says when there is no intake', async () => {
    const response = await post('/api/uploads/presign', { batch: 'b', name: 'n', bytes: 1 });
    expect([response.status, (await readProblem(response)).code]).toEqual([503, 'UNAVAILABLE']);
  });
});

describe('sessions', () => {
  const at = 'http://console.example';
  const signIn = (app: ConsoleApp['app'], given: string) =>
    app.request(`${at}/api/session`, { method: 'POST', body: JSON.stringify({ key: given }) });

  it('exchange the key for a cookie that no script and no other site can use', async () => {
    const { app } = sampleConsole(bench, { apiKey: key, uploadOrigins });
    const state = async (headers: Record<string, string> = {}) =>
      SessionState.parse(await (await app.request(`${at}/api/session`, { headers })).json());
    expect(await state()).toEqual({ open: false, signedIn: false });
    expect((await signIn(app, 'wrong')).status).toBe(401);
    const answer = await signIn(app, key);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(cookie).not.toContain(key);
    const headers = { cookie: cookie.split(';')[0] ?? '', host: 'console.example' };
    expect(await state(headers)).toEqual({
      open: false,
      signedIn: true,
      role: 'admin',
      name: 'CONSOLE_API_KEY',
    });
    const batches = (more: Record<string, string> = {}) =>
      app.request(`${at}/api/batches`, { headers: { ...headers, ...more } });
    expect((await batches()).status).toBe(200);
    expect((await batches({ origin: 'http://console.example' })).status).toBe(200);
    expect((await batches({ origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await batches({ cookie: `${headers.cookie}x` })).status).toBe(401);
    // The cookie dies with the key.
    const other = sampleConsole(bench, { apiKey: 'another key of some length' });
    expect((await other.app.request(`${at}/api/batches`, { headers })).status).toBe(401);
  });

  it('are not to be had by trying', async () => {
    const { app } = sampleConsole(bench, { apiKey: key, uploadOrigins });
    const answers: number[] = [];
    for (let n = 0; n < 21; n += 1) answers.push((await signIn(app, `wrong ${n}`)).status);
    expect(answers.at(0)).toBe(401);
    expect(answers.at(-1)).toBe(429);
  });
});

describe('the page', () => {
  it('has a policy that lets no script in but its own', async () => {
    const response = await get('/reports/abc');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self' http://store.example;");
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
  });
});
