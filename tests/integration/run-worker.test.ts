import { PermanentError, RetryLaterError, type StageJob } from '@nianbao/contracts';
import { keys } from '@nianbao/object-store';
import { runWorker, type StageHandler, subjectOf } from '@nianbao/pipeline';
import { Worker } from 'bullmq';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  convertedDocument,
  emptyOutline,
  type StageBench,
  startStageBench,
} from '../support/stage-fixtures.ts';

let bench: StageBench;
let stopWorker: (() => Promise<void>) | undefined;

beforeAll(async () => {
  bench = await startStageBench();
});
afterAll(() => bench.stop());
afterEach(async () => {
  vi.useRealTimers();
  await stopWorker?.();
  stopWorker = undefined;
  await bench.pipeline.redis.flushall();
});

async function work(handler: StageHandler<'segment'>): Promise<void> {
  stopWorker = (await runWorker({ stage: 'segment', handler }, bench.parts)).stop;
}

/** The first job that reaches a stage's queue. */
async function nextJob(stage: 'extract' | 'publish'): Promise<StageJob> {
  return vi.waitFor(
    async () => {
      const [job] = await bench.pipeline.queues.queue(stage).getJobs(['waiting', 'prioritized']);
      if (!job) throw new Error(`nothing on ${stage} yet`);
      return job.data as StageJob;
    },
    { timeout: 20_000, interval: 50 },
  );
}

describe('a stage worker', () => {
  it('stores the output and enqueues the next stage with its fingerprint', async () => {
    const job = await convertedDocument(bench.store, '青禾');
    await work(({ convert }) => ({ ...emptyOutline, jurisdiction: convert.text.slice(0, 3) }));
    await bench.pipeline.enqueueStage('segment', job);
    const next = await nextJob('extract');
    const { fingerprint, outputKey } = subjectOf('segment', job);
    expect(next.artefacts).toEqual({ ...job.artefacts, segment: fingerprint });
    expect(next.timings.segment).toMatchObject({ reused: false, attempts: 1 });
    const stored = JSON.parse(new TextDecoder().decode(await bench.store.getBytes(outputKey)));
    expect(stored.jurisdiction).toBe('青禾镇');
  });

  it('goes on when the clock is put back while it works', async () => {
    const job = await convertedDocument(bench.store, '松岭');
    await work(() => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 });
      return emptyOutline;
    });
    await bench.pipeline.enqueueStage('segment', job);
    expect((await nextJob('extract')).timings.segment?.runMs).toBeGreaterThanOrEqual(0);
  });

  it('has a long text handled in a thread of its own', async () => {
    const job = await convertedDocument(bench.store, '长石');
    const convertKey = keys.artefact(job.documentId, 'convert', job.artefacts.convert ?? '');
    const long = { text: '长'.repeat(100_000), blocks: [], format: 'txt', engine: 'txt/1', losses: [] };
    await bench.store.put(convertKey, JSON.stringify(long));
    const module = new URL(
      `data:text/javascript,export const handler = ({ convert }) => ({ ...${JSON.stringify(emptyOutline)}, jurisdiction: convert.text.slice(0, 3) })`,
    );
    const handler = () => {
      throw new PermanentError('OBJECT_MISSING', 'the event loop is not for this');
    };
    stopWorker = (await runWorker({ stage: 'segment', handler, module }, bench.parts)).stop;
    await bench.pipeline.enqueueStage('segment', job);
    await nextJob('extract');
    const stored = await bench.store.getBytes(subjectOf('segment', job).outputKey);
    expect(JSON.parse(new TextDecoder().decode(stored)).jurisdiction).toBe('长长长');
  });

  it('reuses an artefact that is there already', async () => {
    const job = await convertedDocument(bench.store, '白石');
    await bench.store.put(
      subjectOf('segment', job).outputKey,
      JSON.stringify({ ...emptyOutline, year: 2024 }),
    );
    let runs = 0;
    await work(() => {
      runs += 1;
      return emptyOutline;
    });
    await bench.pipeline.enqueueStage('segment', job);
    expect((await nextJob('extract')).timings.segment).toMatchObject({ reused: true });
    expect(runs).toBe(0);
  });

  it('sends a permanent error to publish at once, as a failure', async () => {
    const job = await convertedDocument(bench.store, '红坡');
    let runs = 0;
    await work(() => {
      runs += 1;
      throw new PermanentError('GARBLED_TEXT_LAYER', 'no character map');
    });
    await bench.pipeline.enqueueStage('segment', job);
    const failed = await nextJob('publish');
    expect(failed.failure).toEqual({
      stage: 'segment',
      code: 'GARBLED_TEXT_LAYER',
      detail: 'no character map',
      attempts: 1,
    });
    expect(runs).toBe(1);
  });

  it('retries an unknown error until the attempts are used up', async () => {
    const job = await convertedDocument(bench.store, '柳河');
    let runs = 0;
    await work(() => {
      runs += 1;
      throw new Error('boom');
    });
    await bench.pipeline.enqueueStage('segment', job);
    expect((await nextJob('publish')).failure).toMatchObject({
      code: 'INTERNAL',
      detail: 'boom',
      attempts: 3,
    });
    expect(runs).toBe(3);
  });

  it('waits without using up an attempt when told to retry later', async () => {
    const job = await convertedDocument(bench.store, '竹溪');
    let runs = 0;
    await work(() => {
      runs += 1;
      if (runs <= 5) throw new RetryLaterError('STORE_UNAVAILABLE', { afterMs: 20 });
      return emptyOutline;
    });
    await bench.pipeline.enqueueStage('segment', job);
    expect((await nextJob('extract')).timings.segment).toMatchObject({ attempts: 1 });
    expect(runs).toBe(6);
  });

  it('quarantines a document that crashed its process twice', async () => {
    const job = await convertedDocument(bench.store, '石桥');
    await work(() => {
      throw Object.assign(new Error('SIGSEGV'), { name: 'ConverterCrashedError' });
    });
    await bench.pipeline.enqueueStage('segment', job);
    expect((await nextJob('publish')).failure).toMatchObject({ code: 'QUARANTINED', attempts: 2 });
  });

  it('reports output that breaks the contract, and a missing artefact', async () => {
    await work(() => ({ ...emptyOutline, year: 12 }));
    await bench.pipeline.enqueueStage('segment', await convertedDocument(bench.store, '桂林坪'));
    expect((await nextJob('publish')).failure).toMatchObject({ code: 'INVALID_OUTPUT' });
    await bench.pipeline.redis.flushall();
    const job = await convertedDocument(bench.store, '东岭');
    await bench.store.delete(keys.artefact(job.documentId, 'convert', job.artefacts.convert ?? ''));
    await bench.pipeline.enqueueStage('segment', job);
    expect((await nextJob('publish')).failure).toMatchObject({ code: 'ARTEFACT_MISSING' });
  });

  it('survives a job of another shape', async () => {
    await work(() => emptyOutline);
    await bench.pipeline.queues.queue('segment').add('segment', { hello: 'world' });
    await bench.pipeline.enqueueStage('segment', await convertedDocument(bench.store, '西坞'));
    expect((await nextJob('extract')).source.name).toBe('西坞.txt');
  });

  it('goes on at once with what a worker had in hand that is known to be dead', async () => {
    const { redis, queues, releaseHeld } = bench.pipeline;
    await bench.pipeline.enqueueStage('segment', await convertedDocument(bench.store, '兰江'));
    const { prefix } = queues.queue('segment').opts;
    const dead = new Worker('segment', null, {
      connection: redis,
      ...(prefix ? { prefix } : {}),
      lockDuration: 600_000,
    });
    const held = await dead.getNextJob('its lock');
    await dead.close();
    expect(await releaseHeld()).toBe(1);
    await work(() => emptyOutline);
    expect((await nextJob('extract')).documentId).toBe(held?.data.documentId);
    expect(await releaseHeld()).toBe(0);
  });

  it('does the same work once however often it is enqueued', async () => {
    const job = await convertedDocument(bench.store, '南塘');
    for (let i = 0; i < 5; i += 1) await bench.pipeline.enqueueStage('segment', job);
    const [status] = (await bench.pipeline.stageStatus()).filter((each) => each.stage === 'segment');
    expect(status?.waiting).toBe(1);
  });
});
