import { keys, uploadIdOf } from '@nianbao/object-store';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { acceptUploads } from '../../services/intake/src/accept-upload.ts';
import { createIntakeApp, type IntakeApp } from '../../services/intake/src/http/create-intake-app.ts';
import { type HttpBench, readProblem, startHttpBench } from '../support/http-bench.ts';

const secret = 'the secret of the store';
const bucket = 'reports';

let bench: HttpBench;
let app: IntakeApp['app'];
const config = {
  apiKey: 'the key of the uploaders',
  eventSecret: secret,
  bucket,
  maxUploadBytes: 1_000,
  maxConcurrentUploads: 1,
  allowedOrigins: [],
  profiles: ['rule-of-law-government'] as const,
};
beforeAll(async () => {
  bench = await startHttpBench();
  ({ app } = createIntakeApp({ ...bench, config }));
});
afterAll(() => bench.stop());
afterEach(() => bench.reset());

function send(
  body: unknown,
  headers: Record<string, string> = { 'x-nianbao-event-secret': secret },
  query = '',
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  // SNS sends its JSON as text.
  const all = { 'content-type': 'text/plain; charset=UTF-8', ...headers };
  return app.request(`http://intake.example/events/s3${query}`, { method: 'POST', body: text, headers: all });
}

function created(key: string, more: { eTag?: string; bucket?: string; eventName?: string } = {}) {
  const { bucket: name = bucket, eventName = 'ObjectCreated:Put', eTag } = more;
  return { eventName, s3: { bucket: { name }, object: { key, size: 1, ...(eTag ? { eTag } : {}) } } };
}

const waiting = async () => (await bench.pipeline.stageStatus()).find((s) => s.stage === 'intake')?.waiting;
const encoded = (key: string) => encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');

describe('POST /events/s3', () => {
  it('accepts an object once, however often, late and disordered it is announced', async () => {
    const key = keys.incoming('2025', '云栖镇 报告+附件.docx');
    const old = await bench.store.put(key, '初稿');
    const now = await bench.store.put(key, '定稿');
    const first = created(encoded(key), { eTag: now.etag });
    const late = created(encoded(key), { eTag: old.etag });
    expect(await (await send({ Records: [first, first] })).json()).toEqual({
      accepted: 1,
      ignored: 1,
      unknown: 0,
    });
    expect(await (await send({ Records: [late] })).json()).toEqual({ accepted: 0, ignored: 1, unknown: 0 });
    expect(await bench.catalogue.account('2025')).toMatchObject({ uploaded: 1, inFlight: 1 });
    expect(await bench.catalogue.recorded([uploadIdOf(key, now.etag)])).toEqual(
      new Set([uploadIdOf(key, now.etag)]),
    );
    const [job] = await bench.pipeline.queues.queue('intake').getPrioritized();
    expect(job?.data).toMatchObject({ key, etag: now.etag, name: '云栖镇 报告+附件.docx', bytes: 6 });
    expect(await waiting()).toBe(1);
  });

  it('accepts an object once when its announcements come at the same time', async () => {
    await bench.store.put('incoming/b/a.txt', 'a');
    const answers = await Promise.all(
      Array.from({ length: 8 }, async () => (await send({ Records: [created('incoming/b/a.txt')] })).json()),
    );
    expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(1);
    expect(await waiting()).toBe(1);
  });

  it('finds the object whichever way the store encodes its key', async () => {
    for (const name of ['a b.txt', 'a+b.txt', '100%.txt', 'a%20b.txt', '云.txt']) {
      const key = keys.incoming('b', name);
      const { etag } = await bench.store.put(key, name);
      for (const written of [key, encodeURIComponent(key), encoded(key)]) {
        await send({ Records: [created(written, { eTag: etag })] });
      }
      expect((await bench.catalogue.recorded([uploadIdOf(key, etag)])).size, name).toBe(1);
    }
    expect(await bench.catalogue.account()).toMatchObject({ uploaded: 5 });
  });

  it('counts what it does not take', async () => {
    await bench.store.put('incoming/b/a.txt', 'a');
    await bench.store.put('results/x.json', '{}');
    await bench.store.put('incoming/b/', '');
    const records = [
      created('incoming/b/a.txt'),
      created('incoming/b/deleted-since.txt'),
      created('incoming/b/a.txt', { eventName: 'ObjectRemoved:Delete' }),
      created('incoming/b/a.txt', { bucket: 'another' }),
      created('results/x.json'),
      created('incoming/b/'),
    ];
    expect(await (await send({ Records: records })).json()).toEqual({ accepted: 1, ignored: 4, unknown: 1 });
    const test = { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: bucket };
    expect(await (await send(test)).json()).toEqual({ accepted: 0, ignored: 1, unknown: 0 });
  });

  it('names the host of an SNS subscription in the log, and nothing else of it', async () => {
    const SubscribeURL = 'https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&Token=2336412f37';
    const answer = await send({
      Type: 'SubscriptionConfirmation',
      SubscribeURL,
      TopicArn: 'arn:aws:sns:x:y:z',
    });
    expect(await answer.json()).toEqual({ accepted: 0, ignored: 1, unknown: 0 });
    expect(bench.logged()).toContain('sns.us-east-1.amazonaws.com');
    expect(bench.logged()).not.toContain('2336412f37');
  });

  it('takes the secret in a header, as bearer token or in the query, and keeps it out of the log', async () => {
    const answers = await Promise.all([
      send({ Records: [] }),
      send({ Records: [] }, { authorization: `Bearer ${secret}` }),
      send({ Records: [] }, {}, `?${new URLSearchParams({ token: secret })}`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(bench.logged()).toContain('/events/s3');
    expect(decodeURIComponent(bench.logged().replaceAll('+', ' '))).not.toContain(secret);
  });

  it.each([
    ['no secret', { Records: [] }, {}, 401, 'UNAUTHORIZED'],
    ['a wrong secret', { Records: [] }, { 'x-nianbao-event-secret': `${secret}!` }, 401, 'UNAUTHORIZED'],
    ['the uploaders’ key', { Records: [] }, { 'x-api-key': 'the key of the uploaders' }, 401, 'UNAUTHORIZED'],
    ['another form', { hello: 1 }, undefined, 400, 'EVENT_UNREADABLE'],
    ['no JSON', '<xml/>', undefined, 400, 'BAD_REQUEST'],
    ['too much', `"${'x'.repeat(1_100_000)}"`, undefined, 413, 'PAYLOAD_TOO_LARGE'],
  ])('refuses %s', async (_, body, headers, status, code) => {
    const response = await send(body, headers as Record<string, string> | undefined);
    expect([response.status, (await readProblem(response)).code]).toEqual([status, code]);
  });
});

describe('acceptUploads', () => {
  const landed = (key: string) => ({ key, etag: 'e', size: 1 });

  it('takes nothing without a secret where keys of the catalogue alone guard the intake, whatever the host is called', async () => {
    const guarded = { ...config, apiKey: undefined, eventSecret: undefined, open: false };
    const own = createIntakeApp({ ...bench, config: guarded });
    const answer = await own.app.request('http://127.0.0.1/events/s3', {
      method: 'POST',
      body: '{"Records":[]}',
    });
    expect((await readProblem(answer)).code).toBe('UNAUTHORIZED');
  });

  it('interleaves batches: every ten uploads the priority falls, and for a long file at once', async () => {
    const objects = Array.from({ length: 25 }, (_, n) =>
      landed(`incoming/big/${String(n).padStart(3, '0')}`),
    );
    const options = { profileId: 'p', bulk: true };
    const long = { ...landed('incoming/long/1'), size: 3_000_000 };
    await acceptUploads(bench, objects.slice(0, 15), options);
    await acceptUploads(bench, [...objects.slice(15), long, landed('incoming/small/1')], options);
    const jobs = await bench.pipeline.queues.queue('intake').getPrioritized(0, -1);
    const priorities = (batch: string) =>
      jobs.filter(({ data }) => data.batchId === batch).map(({ data }) => data.priority);
    expect(priorities('small')).toEqual([100]);
    expect(priorities('long')).toEqual([104]);
    expect([100, 101, 102].map((p) => priorities('big').filter((each) => each === p).length)).toEqual([
      10, 10, 5,
    ]);
  });

  it('loses no upload over a folder that cannot name a batch', async () => {
    const folder = 'x'.repeat(200);
    const { uploads, ignored } = await acceptUploads(
      bench,
      [landed(`incoming/${folder}/a.txt`), landed('other/x')],
      {
        profileId: 'p',
        bulk: true,
      },
    );
    expect(uploads).toMatchObject([{ batchId: 'default', name: `${folder}/a.txt` }]);
    expect(ignored).toBe(1);
  });

  it('leaves uploads for the sweep when they could not be enqueued', async () => {
    const epoch = await bench.pipeline.epoch();
    // A string where the queue keeps its set: Redis refuses to enqueue.
    await bench.pipeline.redis.set('{nianbao:intake}:intake:prioritized', 'x');
    await expect(
      acceptUploads(bench, [landed('incoming/b/a')], { profileId: 'p', bulk: true }),
    ).rejects.toThrow();
    const stranded = await bench.catalogue.stranded(epoch, 3_600_000, { limit: 10 });
    expect(stranded.map(({ key }) => key)).toEqual(['incoming/b/a']);
  });
});
