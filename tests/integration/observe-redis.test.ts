import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { redisMemory } from '@nianbao/pipeline';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { infra } from '../support/alert-rules.ts';
import { convertedDocument, type StageBench, startStageBench } from '../support/stage-fixtures.ts';

let bench: StageBench;
beforeAll(async () => {
  bench = await startStageBench();
});
afterAll(() => bench.stop());
afterEach(() => bench.pipeline.redis.flushall());

const queue = () => bench.pipeline.queues.queue('segment');
const oldest = async () => {
  const stages = await bench.pipeline.stageStatus();
  return stages.find(({ stage }) => stage === 'segment')?.oldestWaitingSeconds;
};

it('finds the oldest waiting job wherever its priority puts it', async () => {
  const hour = 3_600_000;
  for (const [seed, priority, age] of [
    ['青禾', 1, 0],
    ['白石', 250, 2 * hour],
    ['红坡', 1_000_000, hour],
  ] as const) {
    const job = await convertedDocument(bench.store, seed);
    await queue().add('segment', job, { priority, timestamp: Date.now() - age });
  }
  expect(await oldest()).toBeCloseTo(7_200, -2);
});

it('asks a sample of those that wait where very many do', async () => {
  const start = Date.now() - 1_000_000;
  await queue().addBulk(
    Array.from({ length: 1_000 }, (_, n) => ({
      name: 'segment',
      data: {},
      opts: { priority: 100, timestamp: start + n * 1_000 },
    })),
  );
  expect(await oldest()).toBeCloseTo(1_000, -2);
});

it('keeps all that waits where KEDA counts it', async () => {
  await bench.pipeline.enqueueStage('segment', await convertedDocument(bench.store, '竹溪'));
  const manifests = readFileSync(join(infra, 'kubernetes/nianbao.yaml'), 'utf8');
  const lists = [...manifests.matchAll(/listName: "?(.+?)"?$/gm)].map(([, key = '']) => key);
  const depths = await Promise.all(lists.map((key) => bench.pipeline.redis.zcard(key)));
  expect(depths.filter((depth) => depth === 1)).toHaveLength(1);
});

it('tells the memory of Redis, and a limit that is above it', async () => {
  const { used, limit } = await redisMemory(bench.pipeline);
  expect(used).toBeGreaterThan(100_000);
  expect(limit).toBeGreaterThan(used);
  await bench.pipeline.redis.config('SET', 'maxmemory', '512mb');
  expect((await redisMemory(bench.pipeline)).limit).toBe(512 * 1024 ** 2);
});
