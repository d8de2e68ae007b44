import { queueAddress } from '@nianbao/contracts';
import { type RunningWorker, runWorker } from '@nianbao/pipeline';
import { Worker } from 'bullmq';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import {
  convertedDocument,
  emptyOutline,
  type StageBench,
  startStageBench,
} from '../support/stage-fixtures.ts';

const idleLimitMs = 1_000;

let bench: StageBench;
let running: RunningWorker | undefined;
beforeAll(async () => {
  bench = await startStageBench();
});
afterAll(() => bench.stop());
afterEach(async () => {
  await running?.stop();
  await bench.pipeline.redis.flushall();
});

const queue = () => bench.pipeline.queues.queue('segment');
const isLive = () =>
  bench.parts.live?.segment?.().then(
    () => true,
    () => false,
  );

async function start(): Promise<void> {
  running = await runWorker(
    { stage: 'segment', handler: () => emptyOutline },
    { ...bench.parts, idleLimitMs },
  );
}

async function enqueue(seed: string): Promise<void> {
  await bench.pipeline.enqueueStage('segment', await convertedDocument(bench.store, seed));
}

/** Takes the only place the queue allows and keeps it until released, so that our worker is connected and gets nothing. */
async function occupyQueue(): Promise<() => Promise<void>> {
  await queue().setGlobalConcurrency(1);
  let release: () => void = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { prefix } = queueAddress('segment');
  const holder = new Worker('segment', () => released, { connection: bench.pipeline.redis, prefix });
  await enqueue('占位');
  await vi.waitUntil(async () => (await queue().getActiveCount()) === 1, 10_000);
  return async () => {
    release();
    await holder.close();
  };
}

test('work that waits while nothing is taken makes a worker dead; taking it brings it back', async () => {
  const release = await occupyQueue();
  await start();
  await enqueue('等待');
  expect(await isLive()).toBe(true);
  await vi.waitUntil(async () => (await isLive()) === false, { timeout: 20_000, interval: 50 });
  await expect(bench.parts.live?.segment?.()).rejects.toThrow('wait in segment');
  await release();
  await vi.waitUntil(async () => (await isLive()) === true, { timeout: 20_000, interval: 50 });
}, 60_000);

test('an idle worker lives, and so does one whose queue is paused', async () => {
  await start();
  await queue().pause();
  await enqueue('暂停');
  // Three times the limit: enough for a wrong answer to show.
  const answers: (boolean | undefined)[] = [];
  for (let n = 0; n < 30; n++) {
    await new Promise((resolve) => setTimeout(resolve, idleLimitMs / 10));
    answers.push(await isLive());
  }
  expect(answers).not.toContain(false);
  expect((await queue().getJobCounts('prioritized')).prioritized).toBe(1);
  await queue().resume();
  await vi.waitUntil(async () => (await queue().getJobCountByTypes('waiting', 'prioritized')) === 0, 10_000);
}, 60_000);
