import { setTimeout as sleep } from 'node:timers/promises';
import {
  BatchesResponse,
  DocumentDetail,
  DocumentPage,
  type ErrorCode,
  RebuildStatus,
  type Result,
  StatusResponse,
  stageNames,
} from '@nianbao/contracts';
import { keys } from '@nianbao/object-store';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ConsoleApp } from '../../services/console/src/create-console-app.ts';
import { sampleFailure, sampleReport, sha256 } from '../support/catalogue-samples.ts';
import { type HttpBench, objectKeys, readProblem, startHttpBench } from '../support/http-bench.ts';
import { landUpload } from '../support/land-upload.ts';
import { sampleConsole } from '../support/sample-console.ts';

let bench: HttpBench;
let served: ConsoleApp;
beforeAll(async () => {
  bench = await startHttpBench();
  served = sampleConsole(bench);
});
afterAll(async () => {
  await served.stop();
  await bench.stop();
});
afterEach(() => bench.reset());

async function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return served.app.request(`http://127.0.0.1${path}`, { headers });
}

async function post(path: string, body: unknown = {}): Promise<Response> {
  return served.app.request(`http://127.0.0.1${path}`, { method: 'POST', body: JSON.stringify(body) });
}

/** Closes an upload as the publish stage does. */
async function publish(result: Result): Promise<string> {
  const resultKey = keys.result(result.documentId, result.resultId);
  await bench.store.put(resultKey, JSON.stringify(result));
  await bench.catalogue.publish(result, resultKey);
  return resultKey;
}

async function fail(name: string, code: ErrorCode, batch?: string) {
  const upload = await landUpload(bench, name, batch);
  await publish(sampleFailure(upload, code));
  await bench.pipeline.redis.flushall();
  return upload;
}

const waiting = async () => (await bench.pipeline.stageStatus()).find((s) => s.stage === 'intake')?.waiting;

describe('GET /api/status', () => {
  it('balances, per batch and in all, and says how long it will take', async () => {
    const publishedAt = new Date().toISOString();
    for (const name of ['a', 'b'])
      await publish(sampleReport(await landUpload(bench, name), { publishedAt }));
    await landUpload(bench, 'c');
    await landUpload(bench, 'd', '2024');
    const all = StatusResponse.parse(await (await get('/api/status')).json());
    expect(all.account).toMatchObject({ uploaded: 4, published: 2, inFlight: 2 });
    expect(all.batches.map(({ batchId }) => batchId).sort()).toEqual(['2024', '2025']);
    expect(all.stages.map(({ stage }) => stage)).toEqual(stageNames);
    expect(all.stages[0]?.waiting).toBe(4);
    // Two finished within the batches' own age, which is taken for five seconds at least and a minute at most.
    expect(all.ratePerSecond).toBeLessThanOrEqual(2 / 5);
    expect(all.ratePerSecond).toBeGreaterThanOrEqual(2 / 60);
    expect(all.etaSeconds).toBe(Math.ceil(2 / all.ratePerSecond));
    const one = StatusResponse.parse(await (await get('/api/status?batch=2024')).json());
    expect(one.account).toMatchObject({ uploaded: 1, inFlight: 1 });
    expect([one.ratePerSecond, one.etaSeconds]).toEqual([0, null]);
  });

  it('counts per stage what failed there', async () => {
    await fail('a', 'STAGE_TIMEOUT');
    await fail('b', 'STAGE_TIMEOUT', '2024');
    const failed = async (query = '') => {
      const { stages, account } = StatusResponse.parse(await (await get(`/api/status${query}`)).json());
      expect(stages.reduce((sum, stage) => sum + stage.failed, 0)).toBe(account.failed);
      return account.failed;
    };
    expect([await failed(), await failed('?batch=2024')]).toEqual([2, 1]);
  });

  it('lists batches', async () => {
    await landUpload(bench, 'a', '2023');
    const { batches } = BatchesResponse.parse(await (await get('/api/batches?limit=1')).json());
    expect(batches).toMatchObject([{ batchId: '2023', account: { uploaded: 1 } }]);
  });
});

describe('GET /api/documents', () => {
  it('pages through all, and filters', async () => {
    for (const name of ['a', 'b', 'c']) await landUpload(bench, name);
    await fail('d', 'ENCRYPTED');
    const names: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = DocumentPage.parse(await (await get(`/api/documents?limit=3${query}`)).json());
      names.push(...page.documents.map((document) => document.name));
      cursor = page.nextCursor;
    }
    expect(names).toEqual(['a', 'b', 'c', 'd']);
    const failed = DocumentPage.parse(await (await get('/api/documents?code=ENCRYPTED')).json());
    expect(failed.documents.map((document) => document.name)).toEqual(['d']);
  });

  it('shows one with its result, by id or prefix of upload or document', async () => {
    const upload = await landUpload(bench, '乡镇/云栖镇.docx', '2025', '全文');
    const result = sampleReport(upload, { content: '全文' });
    const resultKey = await publish(result);
    for (const id of [upload.uploadId, result.documentId, result.documentId.slice(0, 6).toUpperCase()]) {
      const detail = DocumentDetail.parse(await (await get(`/api/documents/${id}`)).json());
      expect(detail.summary).toMatchObject({ uploadId: upload.uploadId, state: 'published', resultKey });
      expect(detail.result).toEqual(result);
    }
    await bench.store.delete(resultKey);
    const detail = DocumentDetail.parse(await (await get(`/api/documents/${upload.uploadId}`)).json());
    expect([detail.summary.state, detail.result]).toEqual(['published', null]);
  });

  it('says so when the result cannot be read', async () => {
    const upload = await landUpload(bench, 'a');
    const resultKey = await publish(sampleReport(upload));
    await bench.store.put(resultKey, '{"kind":"report"');
    const response = await get(`/api/documents/${upload.uploadId}`);
    expect([response.status, (await readProblem(response)).code]).toEqual([500, 'RESULT_UNREADABLE']);
  });

  it('asks for more of an id that several share', async () => {
    // Contents are tried until two digests begin with the same six digits.
    const seen = new Map<string, string>();
    let twins: [string, string] | undefined;
    for (let n = 0; twins === undefined; n += 1) {
      const prefix = sha256(`twin ${n}`).slice(0, 6);
      const other = seen.get(prefix);
      if (other !== undefined) twins = [other, `twin ${n}`];
      seen.set(prefix, `twin ${n}`);
    }
    for (const content of twins) await landUpload(bench, content);
    const response = await get(`/api/documents/${sha256(twins[0]).slice(0, 6)}`);
    expect([response.status, (await readProblem(response)).code]).toEqual([409, 'ID_AMBIGUOUS']);
    expect((await get(`/api/documents/${sha256(twins[0])}`)).status).toBe(200);
  });

  it('hands out the text that the offsets count in, when there is one', async () => {
    const upload = await landUpload(bench, 'a.txt', '2025', '全文');
    const result = sampleReport(upload, { content: '全文' });
    await publish(result);
    const missing = await get(`/api/documents/${upload.uploadId}/text`);
    expect([missing.status, (await readProblem(missing)).code]).toEqual([404, 'TEXT_MISSING']);
    await bench.store.put(result.textKey, JSON.stringify({ text: '全年调解纠纷12件。', blocks: [] }));
    const response = await get(`/api/documents/${result.documentId.slice(0, 8)}/text`);
    expect(await response.text()).toBe('全年调解纠纷12件。');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const failed = await fail('b', 'ENCRYPTED');
    expect((await get(`/api/documents/${failed.uploadId}/text`)).status).toBe(404);
  });

  it('hands the original out as a download that no browser runs', async () => {
    const upload = await landUpload(bench, '乡镇/云栖镇 <b>.html', '2025', '<script>alert(1)</script>');
    await bench.store.copy(upload.key, keys.original(sha256('<script>alert(1)</script>')));
    await bench.store.delete(upload.key);
    const response = await get(`/api/documents/${upload.uploadId}/original`);
    expect(await response.text()).toBe('<script>alert(1)</script>');
    const header = (name: string) => response.headers.get(name);
    expect(header('content-disposition')).toContain(
      `filename*=UTF-8''${encodeURIComponent('云栖镇 <b>.html')}`,
    );
    expect(header('content-disposition')).toMatch(/^attachment;/);
    expect(header('content-type')).toBe('application/octet-stream');
    expect(header('x-content-type-options')).toBe('nosniff');
    expect(header('content-security-policy')).toContain('sandbox');
  });

  it('hands the upload itself out before intake has kept it', async () => {
    const upload = await landUpload(bench, 'a.txt', '2025', '原文');
    expect(await (await get(`/api/documents/${upload.uploadId}/original`)).text()).toBe('原文');
    await bench.store.delete(upload.key);
    const gone = await get(`/api/documents/${upload.uploadId}/original`);
    expect([gone.status, (await readProblem(gone)).code]).toEqual([404, 'ORIGINAL_MISSING']);
  });

  it.each([
    ['/api/documents/xyz', 400, 'BAD_REQUEST'],
    ['/api/documents/abcde', 400, 'BAD_REQUEST'],
    [`/api/documents/${'a'.repeat(64)}`, 404, 'DOCUMENT_UNKNOWN'],
    [`/api/documents/${'a'.repeat(64)}/original`, 404, 'DOCUMENT_UNKNOWN'],
    ['/api/documents?limit=0', 400, 'BAD_REQUEST'],
    ['/api/documents?limit=1001', 400, 'BAD_REQUEST'],
    ['/api/documents?state=lost', 400, 'BAD_REQUEST'],
    ['/api/documents?cursor=nonsense', 400, 'BAD_REQUEST'],
    ['/api/status?batch=a%2Fb', 400, 'BAD_REQUEST'],
    ['/api/batches?limit=many', 400, 'BAD_REQUEST'],
    ['/api/nothing', 404, 'NOT_FOUND'],
  ])('%s is %i %s', async (path, status, code) => {
    const response = await get(path);
    expect([response.status, (await readProblem(response)).code]).toEqual([status, code]);
  });
});

describe('POST /api/retry', () => {
  it('takes what matches back in flight and enqueues it, once', async () => {
    const upload = await fail('a', 'STAGE_TIMEOUT');
    await fail('b', 'ENCRYPTED');
    await fail('c', 'STAGE_TIMEOUT', '2024');
    const request = { code: 'STAGE_TIMEOUT', batch: '2025' };
    expect(await (await post('/api/retry', request)).json()).toEqual({ retried: 1, matched: 1 });
    expect(await bench.catalogue.account()).toMatchObject({ uploaded: 3, failed: 2, inFlight: 1 });
    const [job] = await bench.pipeline.queues.queue('intake').getPrioritized();
    expect(job?.data).toMatchObject({ uploadId: upload.uploadId, key: upload.key });
    expect(await (await post('/api/retry', request)).json()).toEqual({ retried: 0, matched: 0 });
    expect(await waiting()).toBe(1);
  });

  it('keeps to its limit and says how many there are', async () => {
    for (const name of ['a', 'b', 'c']) await fail(name, 'INTERNAL');
    expect(await (await post('/api/retry', { all: true, limit: 2 })).json()).toEqual({
      retried: 2,
      matched: 3,
    });
  });

  it.each([[{}], [{ limit: 10 }], [{ code: 'NO_SUCH_CODE' }], [{ all: false }], [[]]])(
    'refuses %j',
    async (request) => {
      const response = await post('/api/retry', request);
      expect([response.status, (await readProblem(response)).code]).toEqual([400, 'BAD_REQUEST']);
    },
  );
});

describe('POST /api/rebuild', () => {
  it('reads the catalogue back in the background, one at a time', async () => {
    const upload = await landUpload(bench, 'a');
    const result = sampleReport(upload);
    await publish(result);
    await landUpload(bench, 'b');
    await bench.store.put('results/strange.json', 'not a result');
    await bench.catalogue.refill(async () => {});
    const started = await post('/api/rebuild');
    expect(started.status).toBe(202);
    expect(RebuildStatus.parse(await started.json())).toMatchObject({ state: 'running', finishedAt: null });
    const second = await post('/api/rebuild');
    expect([second.status, (await readProblem(second)).code]).toEqual([409, 'REBUILD_RUNNING']);
    const status = async () => RebuildStatus.parse(await (await get('/api/rebuild')).json());
    await vi.waitFor(async () => expect((await status()).state).toBe('done'), 20_000);
    expect(await status()).toMatchObject({
      unreadable: ['results/strange.json'],
      unreadableCount: 1,
      error: null,
    });
    expect(await bench.catalogue.account()).toMatchObject({ uploaded: 2, published: 1, inFlight: 1 });
    expect(await objectKeys(bench.store)).toContain('results/strange.json');
  });
});

describe('while the catalogue is rebuilt', () => {
  const reports = 12;

  it('every answer is the whole or 503 with Retry-After, exports too', async () => {
    for (let n = 0; n < reports; n += 1) await publish(sampleReport(await landUpload(bench, `${n}`)));
    const paths = ['/api/reports?limit=100', '/api/status', '/api/exports?format=ndjson&tables=reports'];
    const seen = new Set<string>();
    const ask = async (path: string) => {
      const answer = await get(path);
      if (answer.status === 503) {
        expect(answer.headers.get('retry-after')).toBe('30');
        expect((await readProblem(answer)).code).toBe('REBUILDING');
        return seen.add('refused');
      }
      const text = await answer.text().catch(() => null);
      // An export that had begun breaks off: it does not end as if it were complete.
      if (text === null) return seen.add('broken off');
      seen.add('whole');
      const found =
        path === '/api/status'
          ? JSON.parse(text).account.published
          : text.match(/"(?:documentId|document_id)"/g)?.length;
      expect([path, found]).toEqual([path, reports]);
    };
    let over = false;
    const readers = paths.map(async (path) => {
      // The embedded database answers without a pause in which the rebuild could go on.
      for (; !over; await sleep(10)) await ask(path);
    });
    for (const _ of ['once', 'again']) {
      expect((await post('/api/rebuild')).status).toBe(202);
      const state = async () => RebuildStatus.parse(await (await get('/api/rebuild')).json()).state;
      await vi.waitFor(async () => expect(await state()).toBe('done'), 20_000);
    }
    for (const path of paths) await ask(path);
    over = true;
    await Promise.all(readers);
    expect([...seen]).toEqual(expect.arrayContaining(['refused', 'whole']));
  }, 60_000);

  it('an export that had begun breaks off', async () => {
    await publish(sampleReport(await landUpload(bench, 'a')));
    const begun = await get('/api/exports?format=ndjson&tables=reports,figures,findings');
    await bench.catalogue.refill(async () => {
      await expect(begun.arrayBuffer()).rejects.toThrow();
      expect((await get('/api/exports?format=ndjson')).status).toBe(503);
      expect((await get('/health/live')).status).toBe(200);
    });
  });
});

describe('access', () => {
  it('asks for the key when there is one', async () => {
    const { app } = sampleConsole(bench, { apiKey: 'a key of some length' });
    const ask = (headers: Record<string, string>) =>
      app.request('http://console.example/api/batches', { headers });
    const refused = await ask({});
    expect([refused.status, (await readProblem(refused)).code]).toEqual([401, 'UNAUTHORIZED']);
    expect((await ask({ authorization: 'Bearer a key of some length' })).status).toBe(200);
    expect((await app.request('http://console.example/health/live')).status).toBe(200);
  });

  it('without a key lets no foreign page in', async () => {
    for (const headers of [
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
      { host: 'rebound.example' },
    ]) {
      const response = await get('/api/batches', headers);
      expect([response.status, (await readProblem(response)).code]).toEqual([403, 'FORBIDDEN_ORIGIN']);
    }
    const own = { host: '127.0.0.1:7300', origin: 'http://127.0.0.1:7300' };
    expect((await get('/api/batches', own)).status).toBe(200);
  });

  it('names problems in the caller’s language', async () => {
    const chinese = await readProblem(
      await get('/api/nothing', { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' }),
    );
    const english = await readProblem(await get('/api/nothing', { 'accept-language': 'en-GB' }));
    expect([chinese.title, english.title]).toEqual(['没有这个地址。', 'There is nothing at this address.']);
  });
});
