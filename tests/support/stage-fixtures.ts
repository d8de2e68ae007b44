import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConvertedDocument, StageJob } from '@nianbao/contracts';
import { createFsStore, keys, type ObjectStore, uploadIdOf } from '@nianbao/object-store';
import { createPipeline, type Pipeline, type StageParts } from '@nianbao/pipeline';
import { createLogger } from '@nianbao/service-kit';
import { startTestRedis, type TestRedis } from './redis.ts';

export interface StageBench {
  redis: TestRedis;
  pipeline: Pipeline;
  store: ObjectStore;
  parts: StageParts;
  stop(): Promise<void>;
}

/** A real Redis, a real folder store and a pipeline on them. */
export async function startStageBench(options: { resultQueueLimit?: number } = {}): Promise<StageBench> {
  const redis = await startTestRedis();
  const root = await mkdtemp(join(tmpdir(), 'nianbao-bench-store-'));
  const log = createLogger({ service: 'test', level: 'silent' });
  const store = createFsStore({ root });
  const pipeline = createPipeline({ redisUrl: redis.url, log, ...options });
  return {
    redis,
    pipeline,
    store,
    parts: { pipeline, store, log, live: {}, lockMs: 1_000, env: {} },
    async stop() {
      await pipeline.close();
      await redis.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}

const convertFingerprint = 'c'.repeat(32);

/** A document whose text is converted already, ready for `segment`. `seed` makes it another document. */
export async function convertedDocument(
  store: ObjectStore,
  seed: string,
  extra: Partial<StageJob> = {},
): Promise<StageJob> {
  const documentId = uploadIdOf(seed, 'document');
  const text = `${seed}镇法治政府建设情况报告`;
  const converted: ConvertedDocument = {
    text,
    blocks: [{ kind: 'paragraph', start: 0, end: text.length }],
    format: 'txt',
    engine: 'txt/1',
    losses: [],
  };
  await store.put(keys.artefact(documentId, 'convert', convertFingerprint), JSON.stringify(converted));
  const key = keys.incoming('batch', `${seed}.txt`);
  return {
    documentId,
    source: {
      uploadId: uploadIdOf(key, 'etag'),
      key,
      etag: 'etag',
      name: `${seed}.txt`,
      batchId: 'batch',
      bytes: 9,
      format: 'txt',
    },
    profile: { id: 'rule-of-law-government', version: '1' },
    priority: 100,
    artefacts: { convert: convertFingerprint },
    versions: { convert: '1' },
    timings: {},
    enqueuedAt: '2026-01-01T00:00:00.000Z',
    ...extra,
  };
}

export const emptyOutline = {
  title: null,
  year: null,
  jurisdiction: null,
  parentJurisdictions: [],
  issuer: null,
  issuedOn: null,
  addressee: null,
  sections: [],
  items: [],
  noise: [],
};
