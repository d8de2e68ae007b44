import type { ConvertedDocument, StageJob, StageName } from '@nianbao/contracts';
import { artefactKey, runWorker, subjectOf } from '@nianbao/pipeline';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import {
  convertedDocument,
  emptyOutline,
  type StageBench,
  startStageBench,
} from '../support/stage-fixtures.ts';

let bench: StageBench;
const stops: (() => Promise<void>)[] = [];
beforeAll(async () => {
  bench = await startStageBench();
});
afterAll(() => bench.stop());
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await bench.pipeline.redis.flushall();
});

const page = { number: 1, start: 0, end: 0, imageOnly: true };
const scan: ConvertedDocument = {
  text: '',
  blocks: [],
  pages: [page],
  format: 'pdf',
  engine: 'pdfjs/5',
  losses: [],
};
const recognised = { ...scan, text: '识别的文字', pages: [{ ...page, end: 5, confidence: 91 }] };

async function nextJob(stage: StageName): Promise<StageJob> {
  return vi.waitFor(
    async () => {
      const [job] = await bench.pipeline.queues.queue(stage).getJobs(['waiting', 'prioritized']);
      if (!job) throw new Error(`nothing on ${stage} yet`);
      return job.data as StageJob;
    },
    { timeout: 20_000, interval: 50 },
  );
}

it('a scan goes by ocr, and later stages are handed what ocr made of it', async () => {
  const { artefacts: _, ...before } = await convertedDocument(bench.store, '青禾');
  const job = { ...before, artefacts: {} };
  const read: string[] = [];
  const converting = await runWorker({ stage: 'convert', handler: () => scan }, bench.parts);
  stops.push(converting.stop);
  await bench.pipeline.enqueueStage('convert', job);
  const forOcr = await nextJob('ocr');
  const ocr = await runWorker(
    { stage: 'ocr', handler: ({ convert }) => ({ ...recognised, engine: `${convert.engine} + ocr` }) },
    bench.parts,
  );
  stops.push(ocr.stop);
  const forSegment = await nextJob('segment');
  expect(forSegment.artefacts).toEqual({
    ...forOcr.artefacts,
    ocr: subjectOf('ocr', forOcr).fingerprint,
  });
  expect(artefactKey(forSegment, 'convert')).toBe(subjectOf('ocr', forOcr).outputKey);
  const segmenting = await runWorker(
    {
      stage: 'segment',
      handler({ convert }) {
        read.push(convert.text, convert.engine);
        return emptyOutline;
      },
    },
    bench.parts,
  );
  stops.push(segmenting.stop);
  await nextJob('extract');
  expect(read).toEqual(['识别的文字', 'pdfjs/5 + ocr']);
});

it('a document with text goes past ocr', async () => {
  const { artefacts: _, ...before } = await convertedDocument(bench.store, '白石');
  const text = { ...scan, text: '有文字', pages: [{ number: 1, start: 0, end: 3 }] };
  stops.push((await runWorker({ stage: 'convert', handler: () => text }, bench.parts)).stop);
  await bench.pipeline.enqueueStage('convert', { ...before, artefacts: {} });
  const { artefacts } = await nextJob('segment');
  expect(Object.keys(artefacts)).toEqual(['convert']);
});

it('another reading of the scan is other work for the stages after it', async () => {
  const job = await convertedDocument(bench.store, '红坡');
  const withOcr = (fingerprint: string) => ({ ...job, artefacts: { ...job.artefacts, ocr: fingerprint } });
  const prints = [job, withOcr('a'.repeat(32)), withOcr('b'.repeat(32))].map(
    (each) => subjectOf('segment', each).fingerprint,
  );
  expect(new Set(prints).size).toBe(3);
});
