import {
  type ConsumeOptions,
  consumeResults,
  type InvalidPayloadError,
  type ResultsConsumer,
  UnknownSchemaVersionError,
  UnreachableError,
} from '@nianbao/client';
import { queueAddress, type Result, type ResultMessage } from '@nianbao/contracts';
import { type JobsOptions, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestRedis, type TestRedis } from '../support/redis.ts';

let server: TestRedis;
let redis: Redis;
let queue: Queue;
const consumers: ResultsConsumer[] = [];

beforeAll(async () => {
  server = await startTestRedis();
}, 120_000);
afterAll(() => server?.stop());
beforeEach(async () => {
  redis = new Redis(server.url, { maxRetriesPerRequest: null });
  await redis.flushall();
  const { name, prefix } = queueAddress('results');
  queue = new Queue(name, { prefix, connection: redis });
});
afterEach(async () => {
  for (const consumer of consumers.splice(0)) await consumer.close();
  await queue.close();
  await redis.quit();
});

async function consume(options: Omit<ConsumeOptions, 'redisUrl' | 'connection'>): Promise<ResultsConsumer> {
  const consumer = await consumeResults({ redisUrl: server.url, ...options });
  consumers.push(consumer);
  return consumer;
}

/** As the publisher does it, with the waits shortened. `jobId` differs so that the same result can be delivered twice. */
function publish(message: unknown, jobId: string, options: JobsOptions = {}): Promise<unknown> {
  return queue.add('result', message, {
    jobId,
    attempts: 3,
    backoff: { type: 'fixed', delay: 20 },
    ...options,
  });
}

/** A consumer takes the result and is never heard of again, as two before it; its lock runs out, and a look at the queue notices. */
async function dieThrice(jobId: string): Promise<void> {
  const { name, prefix } = queueAddress('results');
  const key = `${prefix}:${name}`;
  const lock = { lockDuration: 1, skipLockRenewal: true, skipStalledCheck: true };
  const dead = new Worker(name, null, { prefix, connection: redis, ...lock });
  expect((await dead.getNextJob('its lock'))?.id).toBe(jobId);
  await dead.close(true);
  await redis.hset(`${key}:${jobId}`, 'stc', 2);
  await redis.sadd(`${key}:stalled`, jobId);
  await expect.poll(() => redis.exists(`${key}:${jobId}:lock`)).toBe(0);
}

describe('consumeResults', () => {
  it('delivers every result once, in its full shape', async () => {
    const got: Result[] = [];
    for (let n = 0; n < 20; n++) await publish(message(n), `result-${n}`);
    await consume({ onResult: (result) => got.push(result), concurrency: 4 });
    await expect.poll(() => got.length).toBe(20);
    expect(new Set(got.map((result) => result.resultId)).size).toBe(20);
    expect(got.find((result) => result.resultId === id(7))).toEqual(message(7).result);
  });

  it('does not deliver a handled result again, not even to a restarted consumer', async () => {
    const got: string[] = [];
    const options = { name: 'archive', onResult: (result: Result) => got.push(result.resultId) };
    const first = await consume(options);
    await publish(message(1), 'result-1');
    await publish(message(1), 'again-1');
    await expect.poll(() => queue.getCompletedCount()).toBe(2);
    await first.close();
    await consume(options);
    await publish(message(1), 'again-2');
    await publish(message(2), 'result-2');
    await expect.poll(() => queue.getCompletedCount()).toBe(4);
    expect(got).toEqual([id(1), id(2)]);
    const ttl = await redis.ttl(`nianbao:seen:results:archive:${id(1)}`);
    expect(ttl).toBeGreaterThan(29 * 86_400);
  });

  it('lets two deliveries of one result at the same time wait for each other', async () => {
    let handled = 0;
    await publish(message(1), 'result-1');
    await publish(message(1), 'again-1');
    await consume({
      concurrency: 4,
      async onResult() {
        await new Promise((resolve) => setTimeout(resolve, 100));
        handled++;
      },
    });
    await expect.poll(() => queue.getCompletedCount()).toBe(2);
    expect(handled).toBe(1);
  });

  it('delivers again when the handler throws, and keeps the message when it never succeeds', async () => {
    const tries: string[] = [];
    const failures: { attempts: number; dead: boolean }[] = [];
    await publish(message(1), 'result-1');
    await publish(message(2), 'result-2');
    await consume({
      onResult(result) {
        tries.push(result.resultId);
        if (result.resultId === id(1) || tries.filter((each) => each === id(2)).length < 2)
          throw new Error('database down');
      },
      onFailed: (_error, { attempts, dead }) => failures.push({ attempts, dead }),
    });
    await expect.poll(() => queue.getJobCounts('completed', 'failed')).toEqual({ completed: 1, failed: 1 });
    expect(tries.filter((each) => each === id(1))).toHaveLength(3);
    expect(failures.filter(({ dead }) => dead)).toEqual([{ attempts: 3, dead: true }]);
    const [dead] = await queue.getFailed();
    expect(dead?.data).toEqual(message(1));
  });

  it('delivers what was in the hands of consumers that were killed, thrice in a row', async () => {
    const got: string[] = [];
    await publish(message(1), 'result-1');
    await dieThrice('result-1');
    await consume({ onResult: (result) => got.push(result.resultId) });
    await expect.poll(() => queue.getJobCounts('completed', 'failed')).toEqual({ completed: 1, failed: 0 });
    expect(got).toEqual([id(1)]);
  });

  it('puts aside what is no result, at the first try', async () => {
    const invalid: string[] = [];
    await publish({ ...message(1), resultId: 'nonsense' }, 'result-1');
    await publish(message(2), 'result-2');
    const got: string[] = [];
    await consume({
      onResult: (result) => got.push(result.resultId),
      onInvalid: (_data, reason) => invalid.push(reason),
    });
    await expect.poll(() => queue.getJobCounts('completed', 'failed')).toEqual({ completed: 1, failed: 1 });
    expect(got).toEqual([id(2)]);
    expect(invalid).toHaveLength(1);
    expect(invalid[0]).toContain('resultId');
    expect((await queue.getFailed())[0]?.attemptsMade).toBe(1);
  });

  it('keeps a schema version it does not know as a dead letter, says so by type, and goes on', async () => {
    const invalid: InvalidPayloadError[] = [];
    const dead: (string | null)[] = [];
    const got: string[] = [];
    const future = { ...message(1), result: { ...message(1).result, schemaVersion: 2, mood: 'new' } };
    await publish(future, 'result-1');
    await publish({ reference: true, ...reference(2) }, 'result-2');
    await publish(message(3), 'result-3');
    await consume({
      onResult: ({ resultId }) => got.push(resultId),
      onInvalid: (_data, _reason, error) => invalid.push(error),
      onFailed: (_error, { resultId, dead: isDead }) => isDead && dead.push(resultId),
    });
    await expect.poll(() => queue.getJobCounts('completed', 'failed')).toEqual({ completed: 1, failed: 2 });
    expect(got).toEqual([id(3)]);
    expect(invalid[0]).toBeInstanceOf(UnknownSchemaVersionError);
    expect(invalid[0]).toMatchObject({ version: 2, known: 1 });
    expect(invalid.map(({ message }) => message)).toEqual([
      'schemaVersion 2; this client reads 1: update this client',
      expect.stringContaining('onReference'),
    ]);
    expect(dead).toEqual([id(1), id(2)]);
    const kept = (await queue.getFailed()).find(({ id }) => id === 'result-1');
    expect(kept?.data).toEqual(future);
  });

  it('takes references, a replay once more, and a test for what it is', async () => {
    const got: string[] = [];
    await publish({ reference: true, ...reference(1) }, 'result-1');
    await publish({ reference: true, ...reference(1), replay: 1 }, 'again-1');
    await publish({ reference: true, ...reference(1), replay: 1 }, 'again-2');
    await publish(
      { test: true, subscription: 'x', sentAt: reference(1).at, message: { zh: '', en: '' } },
      'test',
    );
    await consume({
      onResult: () => {},
      onReference: ({ resultId, replay = 0 }) => got.push(`${resultId} ${replay}`),
      onTest: ({ subscription }) => got.push(subscription),
    });
    await expect.poll(() => queue.getCompletedCount()).toBe(4);
    expect(got.toSorted()).toEqual([`${id(1)} 0`, `${id(1)} 1`, 'x']);
  });

  it('finishes what it is handling when it is aborted, and takes nothing more', async () => {
    const abort = new AbortController();
    const got: string[] = [];
    for (let n = 0; n < 5; n++) await publish(message(n), `result-${n}`);
    const consumer = await consume({
      signal: abort.signal,
      async onResult(result) {
        abort.abort();
        await new Promise((resolve) => setTimeout(resolve, 50));
        got.push(result.resultId);
      },
    });
    await consumer.closed;
    expect(got).toEqual([id(0)]);
    expect(await queue.getJobCounts('completed', 'waiting', 'active')).toEqual({
      completed: 1,
      waiting: 4,
      active: 0,
    });
  });

  it('leaves a connection it was given open', async () => {
    const consumer = await consumeResults({ connection: redis, onResult: () => {} });
    await consumer.close();
    expect(await redis.ping()).toBe('PONG');
  });

  it('refuses a connection that gives up on requests', async () => {
    const impatient = new Redis(server.url, { maxRetriesPerRequest: 1 });
    await expect(consumeResults({ connection: impatient, onResult: () => {} })).rejects.toThrow(
      'maxRetriesPerRequest',
    );
    await impatient.quit();
  });

  it('says when Redis is not there', async () => {
    const nowhere = consumeResults({
      redisUrl: 'redis://user:secret@127.0.0.1:1',
      onResult: () => {},
      onError: () => {},
    });
    const error = await nowhere.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UnreachableError);
    expect(String(error)).not.toContain('secret');
  });
});

function id(n: number): string {
  return n.toString(16).padStart(32, '0');
}

function reference(n: number) {
  const { resultId, resultKey, result } = message(n);
  const { documentId, publishedAt: at } = result;
  return { resultId, resultKey, documentId, event: 'report.failed', at };
}

function message(n: number): ResultMessage {
  const sha = n.toString(16).padStart(64, 'd');
  const source = {
    uploadId: sha,
    key: `incoming/b/${n}.docx`,
    etag: 'e',
    name: `${n}.docx`,
    batchId: 'b',
    bytes: 1,
    format: 'docx' as const,
  };
  const result: Result = {
    kind: 'failure',
    schemaVersion: 1,
    resultId: id(n),
    documentId: sha,
    source,
    batchId: 'b',
    publishedAt: '2026-01-01T00:00:00.000Z',
    stage: 'convert',
    code: 'CORRUPT_ZIP',
    category: 'input',
    unsupported: false,
    message: { zh: '文件已损坏', en: 'damaged' },
    detail: 'broken zip',
    attempts: 1,
  };
  return { resultId: id(n), resultKey: `results/${sha}/${id(n)}.json`, result };
}
