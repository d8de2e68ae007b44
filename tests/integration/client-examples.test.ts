import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { queueAddress, type ReportResult, ResultMessage } from '@nianbao/contracts';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sampleAt } from '../../packages/contracts/test/sample-payloads.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sample = ResultMessage.parse(sampleAt('1.2/result-message.revised.json'));
if (sample.result.kind !== 'report') throw new Error('the sample is a report');
const [finding, ...findings] = sample.result.findings;
const report = {
  ...sample.result,
  findings: [{ ...finding, severity: 'error' }, ...findings],
} as ReportResult;
const folder = mkdtempSync(join(tmpdir(), 'nianbao-examples-'));
const running: ChildProcess[] = [];
const opened: { close(): Promise<unknown> }[] = [];

let server: TestRedis;
let redis: Redis;
let postgres: TestPostgres | null;
beforeAll(async () => {
  [server, postgres] = await Promise.all([startTestRedis(), startPostgres()]);
  redis = new Redis(server.url, { maxRetriesPerRequest: null });
}, 180_000);
afterEach(async () => {
  for (const child of running.splice(0)) await stop(child, 'SIGKILL');
  for (const each of opened.splice(0)) await each.close();
});
afterAll(async () => {
  await redis?.quit();
  await Promise.all([server?.stop(), postgres?.stop()]);
  rmSync(folder, { recursive: true });
});

/** Plain JavaScript in a process of its own, as a user runs it. */
function run(example: string, env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', `packages/client/examples/${example}`], {
    cwd: root,
    env: { PATH: process.env.PATH, REDIS_URL: server.url, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  running.push(child);
  return child;
}

async function stop(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = once(child, 'exit');
  child.kill(signal);
  return (await exit)[0];
}

function queueOf(name: string): Queue {
  const { name: queue, prefix } = queueAddress(name);
  const made = new Queue(queue, { prefix, connection: redis });
  opened.push(made);
  return made;
}

/** The nth report, with figures of its own. */
function message(n: number): ResultMessage {
  const resultId = n.toString(16).padStart(32, '0');
  const documentId = n.toString(16).padStart(64, '0');
  return { ...sample, replay: undefined, resultId, result: { ...report, resultId, documentId } };
}

function send(queue: Queue, numbers: number[], times = 1): Promise<unknown> {
  const jobs = numbers.flatMap((n) => Array.from({ length: times }, (_, time) => ({ n, time })));
  return queue.addBulk(
    jobs.map(({ n, time }) => ({
      name: 'result',
      data: JSON.parse(JSON.stringify(message(n))),
      opts: { jobId: `result-${n}-${time}`, attempts: 3 },
    })),
  );
}

/** What Redis does half a minute after a consumer died: its locks lapse, and what it was at waits again. */
async function lapseLocks(name: string): Promise<void> {
  const { name: queue, prefix } = queueAddress(name);
  const locks = await redis.keys(`${prefix}:${queue}:*:lock`);
  await redis.del(`${prefix}:${queue}:stalled-check`, ...locks);
  const options = { prefix, connection: redis, autorun: false, stalledInterval: 50, maxStalledCount: 5 };
  const checker = new Worker(queue, null, options);
  opened.push(checker);
  await checker.startStalledCheckTimer();
}

describe('the examples', () => {
  it('to-postgres: killed in the middle and started again, every report is there once with all its figures', async ({
    skip,
  }) => {
    if (!postgres) return skip('no PostgreSQL server');
    const count = 400;
    const queue = queueOf('archive');
    await send(
      queue,
      Array.from({ length: count }, (_, n) => n),
    );
    const db = new pg.Pool({ connectionString: postgres.url });
    const number = async (sql: string) => Number((await db.query(sql).catch(() => null))?.rows[0]?.n ?? 0);
    const reports = () => number('select count(*) n from my_reports');
    const env = { DATABASE_URL: postgres.url, QUEUE: 'archive' };
    const first = run('to-postgres.mjs', env);
    await expect.poll(reports, { timeout: 60_000, interval: 10 }).toBeGreaterThan(10);
    await stop(first, 'SIGKILL');
    expect(await reports()).toBeLessThan(count);
    await lapseLocks('archive');
    await expect.poll(() => queue.getActiveCount(), { timeout: 20_000 }).toBe(0);
    const second = run('to-postgres.mjs', env);
    await expect.poll(() => queue.getCompletedCount(), { timeout: 60_000 }).toBe(count);
    expect(await stop(second, 'SIGTERM')).toBe(0);
    expect(await reports()).toBe(count);
    const figures = report.quantities.filter(({ status }) => status === 'reported').length;
    expect(await number('select count(*) n from my_figures')).toBe(count * figures);
    await db.end();
  }, 180_000);

  it('to-postgres: a revised report takes the place of the one before, whatever comes late or again', async ({
    skip,
  }) => {
    if (!postgres) return skip('no PostgreSQL server');
    const queue = queueOf('revised');
    const connectionString = await postgres.freshDatabase();
    const db = new pg.Pool({ connectionString });
    const documentId = 'e'.repeat(64);
    const version = (n: number, kept: number, replaces?: number): ResultMessage => {
      const { resultId, resultKey } = message(n);
      const publishedAt = new Date(Date.UTC(2026, 2, n)).toISOString();
      const quantities = report.quantities.filter(({ status }) => status === 'reported').slice(0, kept);
      return {
        ...{ resultId, resultKey, event: replaces === undefined ? 'report.published' : 'report.revised' },
        ...(replaces !== undefined && { previousResultId: message(replaces).resultId }),
        result: { ...report, resultId, documentId, publishedAt, quantities },
      };
    };
    const [first, second] = [version(1, 2), version(2, 1, 1)];
    // The old one again after the new one, as an operator's replay may send it; the new one as a replay, too.
    const sent = [first, second, { ...first, replay: 1 }, { ...second, replay: 2 }];
    for (const [n, data] of sent.entries()) {
      await queue.add('result', JSON.parse(JSON.stringify(data)), { jobId: `result-revised-${n}` });
    }
    const child = run('to-postgres.mjs', { DATABASE_URL: connectionString, QUEUE: 'revised' });
    await expect.poll(() => queue.getCompletedCount(), { timeout: 60_000 }).toBe(sent.length);
    expect(await stop(child, 'SIGTERM')).toBe(0);
    const { rows } = await db.query(
      'select result_id, (select count(*)::int from my_figures f where f.document_id = r.document_id) as figures from my_reports r',
    );
    expect(rows).toEqual([{ result_id: second.resultId, figures: 1 }]);
    await db.end();
  }, 90_000);

  it('to-csv: what a crash left half written is cut off and written again, nothing twice', async () => {
    const out = join(folder, 'indicators.csv');
    const queue = queueOf('office');
    await send(queue, [1, 2], 2);
    const first = run('to-csv.mjs', { OUT: out, QUEUE: 'office' });
    await expect.poll(() => queue.getCompletedCount(), { timeout: 60_000 }).toBe(4);
    expect(await stop(first, 'SIGTERM')).toBe(0);
    const whole = readFileSync(out, 'utf8');
    const lines = whole.trimEnd().split('\r\n');
    const half = lines.slice(1).find((each) => each.includes(message(2).resultId)) ?? '';
    writeFileSync(out, `${whole}${half.replace(message(2).resultId, message(3).resultId).slice(0, 60)}`);
    await send(queue, [3], 2);
    run('to-csv.mjs', { OUT: out, QUEUE: 'office' });
    await expect.poll(() => queue.getCompletedCount(), { timeout: 60_000 }).toBe(6);
    const after = readFileSync(out, 'utf8');
    expect(after.startsWith(whole)).toBe(true);
    const perReport = (lines.length - 1) / 2;
    expect(perReport).toBeGreaterThan(0);
    const added = after.slice(whole.length).trimEnd().split('\r\n');
    expect(added).toHaveLength(perReport);
    expect(added.every((each) => each.includes(message(3).resultId))).toBe(true);
    const columns = (each = '') => each.split(',').map((cell) => cell.replace(/^\uFEFF?"|"$/g, ''));
    const at = columns(lines[0]).indexOf('replaces');
    expect(columns(added[0])[at]).toBe(sample.previousResultId);
  }, 120_000);

  it('forward-to-queue: reports with errors, once each', async () => {
    const queue = queueOf('audit');
    const target = new Queue('to-check', { connection: redis });
    opened.push(target);
    await send(queue, [1, 2], 2);
    run('forward-to-queue.mjs', { QUEUE: 'audit' });
    await expect.poll(() => queue.getCompletedCount(), { timeout: 60_000 }).toBe(4);
    const jobs = await target.getJobs(['waiting', 'prioritized']);
    expect(jobs.map(({ data }) => data.resultId).sort()).toEqual([1, 2].map((n) => message(n).resultId));
    expect(jobs[0]?.data).toMatchObject({ event: 'report.revised', replaces: sample.previousResultId });
    expect(jobs[0]?.data.errors.length).toBeGreaterThan(0);
  }, 90_000);
});
