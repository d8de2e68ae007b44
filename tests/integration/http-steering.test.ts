import {
  BatchProgressResponse,
  DiscardResponse,
  DocumentPage,
  DrainResponse,
  type ErrorCode,
  FailuresResponse,
  Overview,
  type Result,
  RetryResponse,
  StatusResponse,
  ThroughputResponse,
} from '@nianbao/contracts';
import { keys } from '@nianbao/object-store';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ConsoleApp } from '../../services/console/src/create-console-app.ts';
import { sweep } from '../../services/intake/src/sweep.ts';
import { sampleFailure, sampleReport } from '../support/catalogue-samples.ts';
import { type HttpBench, readProblem, startHttpBench } from '../support/http-bench.ts';
import { landUpload } from '../support/land-upload.ts';
import { sampleConsole } from '../support/sample-console.ts';

let bench: HttpBench;
let served: ConsoleApp;
beforeAll(async () => {
  bench = await startHttpBench();
  served = sampleConsole(bench);
});
afterAll(async () => {
  served.endStreams();
  await served.stop();
  await bench.stop();
});
afterEach(() => bench.reset());

const call = async (method: string, path: string, body?: unknown): Promise<Response> =>
  served.app.request(`http://127.0.0.1${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const json = async (method: string, path: string, body?: unknown): Promise<unknown> => {
  const response = await call(method, path, body);
  const answer: unknown = await response.json();
  expect(response.status, JSON.stringify(answer)).toBe(200);
  return answer;
};

async function publish(result: Result): Promise<void> {
  await bench.catalogue.publish(result, keys.result(result.documentId, result.resultId));
}

async function fail(name: string, code: ErrorCode, batch?: string): Promise<string> {
  const upload = await landUpload(bench, name, batch);
  await publish(sampleFailure(upload, code, { publishedAt: new Date().toISOString() }));
  return upload.uploadId;
}

const sweepOnce = () => sweep({ ...bench, profileId: 'p' }, 3_600_000, AbortSignal.timeout(10_000));
const intake = async () => {
  const { stages } = StatusResponse.parse(await json('GET', '/api/status'));
  return stages[0];
};

describe('stages', () => {
  it('are paused and resumed; the pause outlives an emptied Redis and is an alert', async () => {
    await landUpload(bench, 'a');
    const paused = await json('POST', '/api/stages/intake/pause');
    expect(await json('POST', '/api/stages/intake/pause')).toEqual(paused);
    await bench.pipeline.redis.flushall();
    await sweepOnce();
    expect(await intake()).toMatchObject({ ...(paused as object), paused: true, waiting: 1 });
    await expect
      .poll(async () => Overview.parse(await json('GET', '/api/overview')).alerts)
      .toContainEqual(expect.objectContaining({ code: 'stage-paused', stage: 'intake', value: 1 }));
    expect(await json('POST', '/api/stages/intake/resume')).toMatchObject({ pausedAt: null });
    expect(await intake()).toMatchObject({ paused: false, pausedAt: null });
  });

  it('take a concurrency within bounds', async () => {
    const put = (concurrency: unknown) => call('PUT', '/api/stages/convert/concurrency', { concurrency });
    expect(await (await put(12)).json()).toEqual({ stage: 'convert', pausedAt: null, concurrency: 12 });
    for (const wrong of [0, 65, 1.5, 'many']) expect((await put(wrong)).status, String(wrong)).toBe(400);
    expect(await (await put(null)).json()).toMatchObject({ concurrency: null });
    expect((await call('POST', '/api/stages/nonsense/pause')).status).toBe(400);
  });

  it('are drained for a reason: the uploads’ failures are on their way', async () => {
    await landUpload(bench, 'a');
    await landUpload(bench, 'b');
    expect((await call('POST', '/api/stages/intake/drain', {})).status).toBe(400);
    const drained = await json('POST', '/api/stages/intake/drain', { reason: '错的档案', limit: 1 });
    expect(DrainResponse.parse(drained)).toEqual({ drained: 1, left: 1 });
    const [job] = await bench.pipeline.queues.queue('publish').getJobs(['prioritized']);
    expect(job?.data).toMatchObject({ failure: { stage: 'intake', code: 'DRAINED', detail: '错的档案' } });
    expect(await json('POST', '/api/stages/intake/promote', {})).toEqual({ promoted: 0, left: 0 });
  });
});

describe('batches', () => {
  it('are paused, prioritised and resumed; a rebuild forgets none of it', async () => {
    await landUpload(bench, 'a');
    await json('POST', '/api/batches/2025/pause');
    expect(await json('PUT', '/api/batches/2025/priority', { priority: 'high' })).toMatchObject({ jobs: 1 });
    const list = async () => BatchProgressResponse.parse(await json('GET', '/api/batches/progress')).batches;
    expect(await list()).toMatchObject([{ batchId: '2025', priority: 'high', etaSeconds: null }]);
    expect(StatusResponse.parse(await json('GET', '/api/status'))).toMatchObject({ etaSeconds: null });
    const [{ pausedAt } = {}] = await list();
    await bench.catalogue.refill(async () => {});
    await bench.pipeline.redis.flushall();
    await sweepOnce();
    expect(await list()).toMatchObject([{ pausedAt, priority: 'high' }]);
    const [job] = await bench.pipeline.queues.queue('intake').getJobs(['prioritized']);
    expect(job?.priority).toBe(2);
    const alert = { code: 'batch-paused', batch: '2025', value: 1, since: pausedAt };
    // The console looks at most once a second.
    await expect
      .poll(async () => Overview.parse(await json('GET', '/api/overview')).alerts)
      .toContainEqual(expect.objectContaining(alert));
    await json('POST', '/api/batches/2025/resume');
    expect((await list())[0]?.pausedAt).toBeUndefined();
    await json('PUT', '/api/batches/2025/priority', { priority: null });
  });

  it('must exist', async () => {
    const response = await call('POST', '/api/batches/nowhere/pause');
    expect([response.status, (await readProblem(response)).code]).toEqual([404, 'BATCH_UNKNOWN']);
  });
});

describe('failures', () => {
  it('are discarded with a reason: out of the list, in the account, retried by id', async () => {
    const id = await fail('a', 'ENCRYPTED');
    await fail('b', 'CORRUPT_ZIP');
    await fail('c', 'UNSUPPORTED_OFD');
    for (const wrong of [{ reason: 'x' }, { all: true }, { all: true, reason: ' ' }])
      expect((await call('POST', '/api/discard', wrong)).status).toBe(400);
    const discard = async (request: object) =>
      DiscardResponse.parse(await json('POST', '/api/discard', { reason: '已通知乡镇', ...request }));
    expect(await discard({ code: 'ENCRYPTED', dryRun: true })).toEqual({ discarded: 0, matched: 1 });
    expect(await discard({ ids: [id] })).toEqual({ discarded: 1, matched: 1 });
    expect(await discard({ all: true, limit: 1 })).toEqual({ discarded: 1, matched: 2 });

    const list = async (query = '') => FailuresResponse.parse(await json('GET', `/api/failures${query}`));
    const { groups, account } = await list();
    expect(groups.map(({ code }) => code)).toEqual(['UNSUPPORTED_OFD']);
    expect(account).toEqual({
      ...{ uploaded: 3, published: 0, failed: 2, unsupported: 1, duplicate: 0, inFlight: 0 },
      discarded: 2,
    });
    expect((await list('?discarded=true')).groups).toHaveLength(2);
    const page = DocumentPage.parse(await json('GET', '/api/documents?discarded=true&code=ENCRYPTED'));
    expect(page.documents).toMatchObject([{ uploadId: id, state: 'failed', discardReason: '已通知乡镇' }]);

    const retry = async (request: object) => RetryResponse.parse(await json('POST', '/api/retry', request));
    expect(await retry({ all: true })).toEqual({ retried: 0, matched: 0 });
    expect(await retry({ all: true, discarded: true, dryRun: true })).toEqual({ retried: 0, matched: 2 });
    expect(await retry({ ids: [id] })).toEqual({ retried: 1, matched: 1 });
    expect((await list()).account).toMatchObject({ failed: 1, inFlight: 1, discarded: 1 });
  });

  it('that crashed their process are listed apart', async () => {
    await fail('a', 'QUARANTINED');
    await fail('b', 'STALLED');
    await fail('c', 'ENCRYPTED');
    const codes = async (query: string) =>
      FailuresResponse.parse(await json('GET', `/api/failures${query}`)).groups.map((group) => [
        group.code,
        group.quarantined,
      ]);
    expect(await codes('?quarantined=true')).toEqual([
      ['QUARANTINED', true],
      ['STALLED', true],
    ]);
    expect(await codes('?quarantined=false')).toEqual([['ENCRYPTED', undefined]]);
    const page = DocumentPage.parse(await json('GET', '/api/documents?quarantined=true'));
    expect(page.documents.map(({ name }) => name)).toEqual(['a', 'b']);
  });
});

it('finds documents by all words: place, year, title and file name', async () => {
  await publish(sampleReport(await landUpload(bench, '一/甲.docx')));
  await landUpload(bench, '二 2025.docx');
  const find = async (q: string) =>
    DocumentPage.parse(await json('GET', `/api/documents?q=${encodeURIComponent(q)}`)).documents.map(
      ({ name }) => name,
    );
  expect(await find('云栖 2025')).toEqual(['一/甲.docx']);
  expect(await find('2025 docx')).toEqual(['一/甲.docx', '二 2025.docx']);
  expect(await find('云栖 2024')).toEqual([]);
});

it('knows what finished per minute from the ledger alone', async () => {
  const publishedAt = new Date(Date.now() - 3 * 60_000).toISOString();
  await publish(sampleReport(await landUpload(bench, 'a'), { publishedAt }));
  await publish(sampleFailure(await landUpload(bench, 'b', '2024'), 'ENCRYPTED', { publishedAt }));
  const read = async (query: string) =>
    ThroughputResponse.parse(await json('GET', `/api/throughput?minutes=10${query}`)).minutes;
  const all = await read('');
  expect(all).toHaveLength(10);
  const minute = `${publishedAt.slice(0, 16)}:00.000Z`;
  expect(all.filter(({ finished }) => finished > 0)).toEqual([{ at: minute, finished: 2, failed: 1 }]);
  expect((await read('&batch=2024')).find(({ at }) => at === minute)).toMatchObject({ finished: 1 });
});

describe('the queue board', () => {
  it('shows the queues to operators, and changes nothing', async () => {
    await landUpload(bench, 'a');
    const page = await call('GET', '/queues');
    const html = await page.text();
    expect([page.status, html]).toEqual([200, expect.stringContaining('<base href="/queues/"')]);
    // Not even a font is asked for elsewhere.
    expect(html).not.toContain('https:');
    const policy = page.headers.get('content-security-policy');
    expect(policy).toMatch(/script-src 'self';.*base-uri 'self'/);
    const list = await json('GET', '/queues/api/queues');
    expect(list).toMatchObject({
      queues: expect.arrayContaining([expect.objectContaining({ name: 'intake', readOnlyMode: true })]),
    });
    for (const method of ['PUT', 'POST', 'PATCH', 'DELETE'])
      expect((await call(method, '/queues/api/queues/intake/pause')).status, method).toBe(404);
    expect((await intake())?.paused).toBe(false);
  });
});
