import { runWorker } from '@nianbao/pipeline';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  convertedDocument,
  emptyOutline,
  type StageBench,
  startStageBench,
} from '../support/stage-fixtures.ts';

let bench: StageBench;
beforeAll(async () => {
  bench = await startStageBench({ resultQueueLimit: 3 });
});
afterAll(() => bench.stop());
afterEach(async () => {
  vi.useRealTimers();
  await bench.pipeline.redis.flushall();
});

function message(digit: string) {
  return { key: digit.repeat(32), data: { digit } };
}

describe('the pipeline', () => {
  it('names the Redis data set until it is emptied', async () => {
    const epoch = await bench.pipeline.epoch();
    expect(await bench.pipeline.epoch()).toBe(epoch);
    await bench.pipeline.redis.flushall();
    expect(await bench.pipeline.epoch()).not.toBe(epoch);
  });

  it('tells how many jobs each stage finished in the last whole minute', async () => {
    const counted = bench.pipeline.queues.queue('segment').toKey('metrics:completed');
    const finished = async () =>
      (await bench.pipeline.stageStatus()).find(({ stage }) => stage === 'segment')?.finishedPerMinute;
    expect(await finished()).toBe(0);
    // As BullMQ counts. A minute may end in between: then it is tried again.
    await vi.waitFor(async () => {
      await bench.pipeline.redis.hset(counted, { count: 9, prevCount: 4, prevTS: Date.now() - 60_000 });
      expect(await finished()).toBe(5);
      await bench.pipeline.redis.hset(counted, { prevTS: Date.now() });
      await bench.pipeline.redis.lpush(`${counted}:data`, 3);
      expect(await finished()).toBe(3);
      await bench.pipeline.redis.hset(counted, { prevTS: Date.now() - 180_000 });
      expect(await finished()).toBe(0);
    }, 5_000);
  });

  it('lets a single upload overtake an archive', async () => {
    for (const [seed, priority] of [
      ['甲', 100],
      ['乙', 101],
      ['丙', 1],
    ] as const) {
      await bench.pipeline.enqueueStage('segment', await convertedDocument(bench.store, seed, { priority }));
    }
    const order: string[] = [];
    const worker = await runWorker(
      {
        stage: 'segment',
        handler: ({ job }) => {
          order.push(job.source.name);
          return emptyOutline;
        },
      },
      { ...bench.parts, concurrency: 1 },
    );
    await vi.waitFor(() => expect(order).toHaveLength(3), { timeout: 10_000 });
    await worker.stop();
    expect(order).toEqual(['丙.txt', '甲.txt', '乙.txt']);
  });

  it('numbers the uploads of a batch without gaps', async () => {
    expect(await bench.pipeline.batchPosition('一批', 10)).toBe(0);
    expect(await bench.pipeline.batchPosition('一批', 5)).toBe(10);
    expect(await bench.pipeline.batchPosition('二批', 5)).toBe(0);
  });

  it('takes a message once and says how much room is left', async () => {
    const send = (...digits: string[]) =>
      bench.pipeline.send('results', digits.map(message), { attempts: 1, backoffMs: 10 });
    await send('1');
    await send('1', '2');
    expect(await bench.pipeline.room('results')).toBe(1);
    await send('3');
    expect(await bench.pipeline.room('results')).toBe(0);
    const states = await bench.pipeline.messageStates('results', ['1'.repeat(32), '9'.repeat(32)]);
    expect([...states.values()]).toEqual(['queued', 'unknown']);
  });

  it('runs a scheduled task at start and again after Redis was emptied', async () => {
    let runs = 0;
    const schedule = await bench.pipeline.schedule('test-task', 500, async () => {
      runs += 1;
    });
    await vi.waitFor(() => expect(runs).toBeGreaterThanOrEqual(1), { timeout: 5_000 });
    await bench.pipeline.redis.flushall();
    const before = runs;
    await vi.waitFor(() => expect(runs).toBeGreaterThan(before + 1), { timeout: 10_000 });
    await schedule.close();
  });

  it('runs a scheduled task on when the clock is put back by an hour', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    let runs = 0;
    const schedule = await bench.pipeline.schedule('set-back', 500, async () => {
      runs += 1;
    });
    await vi.waitFor(() => expect(runs).toBeGreaterThanOrEqual(1), { timeout: 10_000 });
    vi.useRealTimers();
    const before = runs;
    // One may have begun before.
    await vi.waitFor(() => expect(runs).toBeGreaterThan(before + 1), { timeout: 20_000 });
    await schedule.close();
  }, 40_000);

  it('refuses queue names that Redis Cluster or a shell would trip over', () => {
    expect(() => bench.pipeline.queues.queue('a:b')).toThrow(RangeError);
  });
});
