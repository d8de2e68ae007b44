import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { consumeResults, createClient } from '@nianbao/client';
import type { Result } from '@nianbao/contracts';
import { type CannotStartError, type RunningStack, readRunFile, startLocalStack } from '@nianbao/local-stack';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

let dataDir: string;
let stack: RunningStack;
const env = {
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  NIANBAO_CACHE: process.env.NIANBAO_CACHE,
  RESULT_QUEUES: 'results,second-program',
  SWEEP_INTERVAL_MS: '1000',
};

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'nianbao-stack-'));
  stack = await startLocalStack({ dataDir, log: 'silent', env });
});
afterAll(async () => {
  await stack.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const ready = (url: string) => fetch(`${url}/health/ready`).then((answer) => answer.status);

test('every service answers, on loopback, and the run file says where', async () => {
  expect(await ready(stack.intakeUrl)).toBe(200);
  expect(await ready(stack.apiUrl)).toBe(200);
  const status = await (await fetch(`${stack.apiUrl}/api/status`)).json();
  const workers = Object.fromEntries(
    status.stages.map((s: { stage: string; workers: number }) => [s.stage, s.workers]),
  );
  expect(workers).toEqual({ intake: 1, convert: 1, ocr: 1, segment: 1, extract: 1, review: 1, publish: 1 });
  expect(readRunFile(dataDir)).toMatchObject({
    pid: process.pid,
    intakeUrl: stack.intakeUrl,
    apiUrl: stack.apiUrl,
  });
  for (const url of [stack.intakeUrl, stack.apiUrl, stack.redisUrl])
    expect(new URL(url).hostname).toBe('127.0.0.1');
});

test('the environment given to the stack reaches the services: each queue it names gets the result', async () => {
  const client = createClient(stack);
  const text = '双槐镇2024年法治政府建设年度报告\n2024年，双槐镇调解纠纷36件。\n';
  const content = { open: () => Buffer.from(text), bytes: Buffer.byteLength(text) };
  const { uploadId } = await client.upload(content, { batch: '2024', name: '双槐镇2024.txt' });
  await vi.waitUntil(async () => (await client.status()).account.published === 1, 60_000);
  expect(await client.documentText(uploadId)).toContain('调解纠纷36件');
  const received: Result[] = [];
  const consumer = await consumeResults({
    redisUrl: stack.redisUrl,
    queue: 'second-program',
    onResult: (result) => received.push(result),
  });
  await vi.waitUntil(() => received.length === 1, 20_000);
  await consumer.close();
  expect(received[0]?.source.name).toBe('双槐镇2024.txt');
}, 90_000);

test('a second start on the folder says who runs there, and leaves the first alone', async () => {
  await expect(startLocalStack({ dataDir, log: 'silent', env })).rejects.toMatchObject({
    name: 'StackRunningError',
    pid: process.pid,
    text: { zh: expect.stringContaining(stack.apiUrl), en: expect.stringContaining(stack.apiUrl) },
  });
  expect(await ready(stack.apiUrl)).toBe(200);
});

test('a start that cannot succeed says what is wrong and what to do, in both languages', async () => {
  const busy = { CONSOLE_PORT: new URL(stack.apiUrl).port, REDIS_URL: 'redis://:wrong-password@127.0.0.1:1' };
  const options = { dataDir: path.join(dataDir, 'other'), log: 'silent' as const, env: { ...env, ...busy } };
  const error = await startLocalStack(options).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'CannotStartError' });
  const { text } = error as CannotStartError;
  for (const told of [text.zh, text.en]) {
    expect(told).toContain(`CONSOLE_PORT=${busy.CONSOLE_PORT}`);
    expect(told).toContain('REDIS_URL');
    expect(told).not.toContain('wrong-password');
  }
});

test('a Redis that is full is told as unavailable, and what came in meanwhile is read afterwards', async () => {
  const redis = new Redis(stack.redisUrl);
  const url = `${stack.intakeUrl}/uploads?batch=full&name=a.txt`;
  await redis.config('SET', 'maxmemory', '1');
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body: '三汊镇2024年法治政府建设年度报告\n调解纠纷12件。\n',
    });
    expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'UNAVAILABLE' }]);
  } finally {
    await redis.config('SET', 'maxmemory', '0');
    redis.disconnect();
  }
  const client = createClient(stack);
  await vi.waitUntil(async () => (await client.status()).account.published === 2, 90_000);
}, 120_000);

const pidOf = async (redis: Redis) => Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1]);

// Its limit is the test: each of these waited 10 to 40 seconds for a frozen Redis once.
test('a Redis that hangs is named soon, to every kind of caller, and all goes on when it goes on', async () => {
  const redis = new Redis(stack.redisUrl);
  const pid = await pidOf(redis);
  const silence = { status: 503, code: 'UNAVAILABLE', detail: expect.stringContaining('Redis') };
  const events = await fetch(`${stack.apiUrl}/api/events`);
  process.kill(pid, 'SIGSTOP');
  try {
    const client = createClient(stack);
    const content = { open: () => Buffer.from('a'), bytes: 1 };
    await Promise.all([
      expect(client.status()).rejects.toMatchObject(silence),
      expect(client.upload(content, { batch: 'late', name: 'a.txt' })).rejects.toMatchObject({
        code: 'UNAVAILABLE',
      }),
      expect(ready(stack.apiUrl)).resolves.toBe(503),
      expect(ready(stack.intakeUrl)).resolves.toBe(503),
      expect(untilEvent(events, 'silence')).resolves.toContain('Redis 没有应答'),
    ]);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  expect((await createClient(stack).status()).stages).toHaveLength(7);
  redis.disconnect();
}, 13_000);

/** The event of this name, when it comes. */
async function untilEvent(response: Response, name: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const found = text.split('\n\n').find((event) => event.startsWith(`event: ${name}\n`));
    if (found !== undefined) return found;
  }
  throw new Error(`the stream ended without ${name}`);
}

test('a Redis that is killed comes back under its address with its data, and the services go on', async () => {
  const redis = new Redis(stack.redisUrl, { maxRetriesPerRequest: null });
  redis.on('error', () => {});
  await redis.set('kept', 'yes');
  const pid = await pidOf(redis);
  process.kill(pid, 'SIGKILL');
  await vi.waitUntil(async () => (await pidOf(redis)) !== pid, 20_000);
  expect(await redis.get('kept')).toBe('yes');
  redis.disconnect();
  await vi.waitUntil(async () => (await ready(stack.intakeUrl)) === 200, { timeout: 20_000, interval: 100 });
});

test('stopped, nothing listens, the run file is gone, no password is in the log; started again, it works', async () => {
  await stack.stop();
  await expect(fetch(stack.apiUrl)).rejects.toThrow();
  expect(readRunFile(dataDir)).toBeNull();
  const log = await readFile(path.join(dataDir, 'logs', 'nianbao.log'), 'utf8');
  expect(log).toContain('"event":"ready"');
  expect(log).not.toContain(new URL(stack.redisUrl).password);
  const before = stack;
  stack = await startLocalStack({ dataDir, log: 'silent', env });
  expect(await ready(stack.apiUrl)).toBe(200);
  expect(stack.redisUrl).not.toBe(before.redisUrl);
});
