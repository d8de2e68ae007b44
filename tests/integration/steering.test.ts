import { RetryLaterError, type StageJob, type StageName, type Steering } from '@nianbao/contracts';
import { type RunningWorker, runWorker, type StageHandler } from '@nianbao/pipeline';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  convertedDocument,
  emptyOutline,
  type StageBench,
  startStageBench,
} from '../support/stage-fixtures.ts';

let bench: StageBench;
let running: RunningWorker[] = [];
/** Makes the documents of every test others: the store keeps what was read of them. */
let round = 0;
beforeAll(async () => {
  bench = await startStageBench();
});
afterAll(() => bench.stop());
afterEach(async () => {
  await Promise.all(running.map((worker) => worker.stop()));
  running = [];
  round += 1;
  await bench.pipeline.redis.flushall();
});

const now = '2026-01-01T00:00:00.000Z';
const stageSteering = (change: Partial<Steering>): Steering => ({
  ...{ scope: 'stage', name: 'segment', version: 1, pausedAt: null, concurrency: null, priority: null },
  ...change,
});
const batchSteering = (name: string, change: Partial<Steering>): Steering =>
  stageSteering({ scope: 'batch', name, ...change });

async function work(handler: StageHandler<'segment'>, concurrency?: number): Promise<void> {
  const parts = { ...bench.parts, ...(concurrency === undefined ? {} : { concurrency }) };
  running.push(await runWorker({ stage: 'segment', handler }, parts));
}

/** Handles documents and notes their seeds in order. */
function noting(names: string[]): StageHandler<'segment'> {
  return ({ job }) => {
    names.push(job.source.name.split(' ')[0] ?? '');
    return emptyOutline;
  };
}

async function enqueue(seed: string, batchId = 'batch', priority = 100): Promise<StageJob> {
  const job = await convertedDocument(bench.store, `${seed} ${round}`, { priority });
  const placed = { ...job, source: { ...job.source, batchId } };
  await bench.pipeline.enqueueStage('segment', placed);
  return placed;
}

async function status(stage: StageName) {
  const found = (await bench.pipeline.stageStatus()).find((each) => each.stage === stage);
  if (!found) throw new Error(`no stage ${stage}`);
  return found;
}

describe('a paused stage', () => {
  it('takes nothing until it is resumed, and says since when', async () => {
    const names: string[] = [];
    await bench.pipeline.steer.apply([stageSteering({ pausedAt: now })]);
    await work(noting(names));
    await enqueue('甲');
    await bench.pipeline.enqueueStage('extract', await convertedDocument(bench.store, '乙'));
    expect(await status('segment')).toMatchObject({ paused: true, pausedAt: now, waiting: 1, active: 0 });
    expect(await status('extract')).toMatchObject({ paused: false, pausedAt: null });
    await bench.pipeline.steer.apply([stageSteering({ version: 2 })]);
    await vi.waitFor(() => expect(names).toEqual(['甲']), { timeout: 10_000 });
  });

  it('is not resumed by an older version, and is paused again in an emptied Redis', async () => {
    const paused = stageSteering({ version: 3, pausedAt: now });
    await bench.pipeline.steer.apply([paused]);
    await bench.pipeline.steer.apply([stageSteering({ version: 2 })]);
    expect((await status('segment')).paused).toBe(true);
    await bench.pipeline.redis.flushall();
    expect((await status('segment')).paused).toBe(false);
    await bench.pipeline.steer.apply([paused]);
    expect((await status('segment')).paused).toBe(true);
  });
});

describe('a paused batch', () => {
  it('is put off while others run, and goes on, every document once', async () => {
    const names: string[] = [];
    await bench.pipeline.steer.apply([batchSteering('停', { pausedAt: now })]);
    for (const [n, seed] of ['甲', '乙', '丙'].entries()) await enqueue(seed, '停', 100 + n);
    await enqueue('丁', '行', 200);
    await work(noting(names), 1);
    await vi.waitFor(async () => expect((await status('segment')).delayed).toBe(3), { timeout: 10_000 });
    await vi.waitFor(() => expect(names).toEqual(['丁']), { timeout: 10_000 });
    // Whoever hurries delayed jobs does not wake a paused batch.
    expect(await bench.pipeline.steer.promote('segment', 100)).toBe(3);
    await vi.waitFor(async () => expect((await status('segment')).delayed).toBe(3), { timeout: 10_000 });
    expect(names).toEqual(['丁']);

    await bench.pipeline.steer.apply([batchSteering('停', { version: 2 })]);
    expect(await bench.pipeline.steer.release('停')).toBe(3);
    await vi.waitFor(() => expect(names).toHaveLength(4), { timeout: 10_000 });
    expect(names.slice(1).sort()).toEqual(['丙', '乙', '甲'].sort());
    await vi.waitFor(async () => expect(await status('extract')).toMatchObject({ waiting: 4 }), {
      timeout: 10_000,
    });
  });
});

describe('a batch’s priority', () => {
  it('moves its waiting jobs and those that come later', async () => {
    const names: string[] = [];
    for (const [n, seed] of ['甲', '乙'].entries()) await enqueue(seed, '前', 100 + n);
    await enqueue('丙', '后', 150);
    await bench.pipeline.steer.apply([batchSteering('后', { priority: 'high' })]);
    expect(await bench.pipeline.steer.reprioritize('后')).toBe(1);
    await enqueue('丁', '后', 151);
    await bench.pipeline.steer.apply([batchSteering('前', { priority: 'low' })]);
    expect(await bench.pipeline.steer.reprioritize('前')).toBe(2);
    await enqueue('戊', '别', 300);
    await work(noting(names), 1);
    await vi.waitFor(() => expect(names).toHaveLength(5), { timeout: 10_000 });
    expect(names).toEqual(['丙', '丁', '戊', '甲', '乙']);
    const next = await bench.pipeline.queues.queue('extract').getJobs(['prioritized']);
    const high = next.find(({ data }) => (data as StageJob).priority === 150);
    expect(high?.priority).toBe(52);
  });
});

describe('a stage’s concurrency', () => {
  it('is followed by workers that run, and goes back to the default', async () => {
    let active = 0;
    let most = 0;
    const gates: (() => void)[] = [];
    await work(async () => {
      active += 1;
      most = Math.max(most, active);
      await new Promise<void>((open) => gates.push(open));
      active -= 1;
      return emptyOutline;
    }, 1);
    const pass = async (expected: number) =>
      vi.waitFor(
        () => {
          gates.shift()?.();
          expect(active).toBe(expected);
        },
        { timeout: 15_000, interval: 200 },
      );
    for (let n = 0; n < 60; n += 1) await enqueue(`文${n}`);
    await vi.waitFor(() => expect(active).toBe(1), { timeout: 10_000 });
    expect(most).toBe(1);
    await bench.pipeline.steer.apply([stageSteering({ concurrency: 3 })]);
    expect(await status('segment')).toMatchObject({ concurrency: 3, defaultConcurrency: 4 });
    await pass(3);
    await bench.pipeline.steer.apply([stageSteering({ version: 2 })]);
    await pass(1);
    await bench.pipeline.steer.drain('segment', 'end of test', 1_000);
    await vi.waitFor(() => {
      for (const open of gates.splice(0)) open();
      expect(active).toBe(0);
    });
  });
});

describe('draining', () => {
  it('fails what waits, waiting and delayed alike, with the reason; a paused batch’s too', async () => {
    await work(() => {
      throw new RetryLaterError('STORE_UNAVAILABLE', { afterMs: 60_000 });
    });
    await enqueue('甲');
    await vi.waitFor(async () => expect((await status('segment')).delayed).toBe(1), { timeout: 10_000 });
    await bench.pipeline.steer.apply([
      stageSteering({ pausedAt: now }),
      batchSteering('停', { pausedAt: now }),
    ]);
    await enqueue('乙', '停');
    await enqueue('丙');
    expect(await bench.pipeline.steer.drain('segment', 'wrong archive', 2)).toBe(2);
    expect(await bench.pipeline.steer.drain('segment', 'wrong archive', 100)).toBe(1);
    expect(await status('segment')).toMatchObject({ waiting: 0, delayed: 0 });
    const jobs = await bench.pipeline.queues.queue('publish').getJobs(['prioritized']);
    expect(jobs.map(({ data }) => (data as StageJob).failure)).toEqual(
      Array.from({ length: 3 }, () => ({
        stage: 'segment',
        code: 'DRAINED',
        detail: 'wrong archive',
        attempts: 1,
      })),
    );
    // Failures on their way to be published are not drained.
    expect(await bench.pipeline.steer.drain('publish', 'again', 100)).toBe(0);
  });

  it('promotes what is delayed', async () => {
    let ready = false;
    const names: string[] = [];
    await work((input, context) => {
      if (ready) return noting(names)(input, context);
      throw new RetryLaterError('STORE_UNAVAILABLE', { afterMs: 600_000 });
    });
    await enqueue('甲');
    await vi.waitFor(async () => expect((await status('segment')).delayed).toBe(1), { timeout: 10_000 });
    ready = true;
    expect(await bench.pipeline.steer.promote('segment', 100)).toBe(1);
    await vi.waitFor(() => expect(names).toEqual(['甲']), { timeout: 10_000 });
  });
});

describe('the oldest waiting job', () => {
  it('is found behind younger ones that run sooner', async () => {
    expect((await status('segment')).oldestWaitingSeconds).toBeNull();
    const queue = bench.pipeline.queues.queue('segment');
    const old = await convertedDocument(bench.store, '老', { priority: 1_000_000 });
    await queue.add('segment', old, { jobId: 'old', priority: 1_000_000, timestamp: Date.now() - 3_600_000 });
    for (let n = 0; n < 5; n += 1) await enqueue(`新${n}`);
    expect((await status('segment')).oldestWaitingSeconds).toBeGreaterThanOrEqual(3_600);
  });
});
