import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Catalogue, openCatalogue } from '@nianbao/catalogue';
import { type ConverterPool, createConverterPool } from '@nianbao/conversion';
import { createFsStore, type FsStore, type ObjectStore } from '@nianbao/object-store';
import { createPipeline, type Pipeline } from '@nianbao/pipeline';
import { createLogger, type Logger } from '@nianbao/service-kit';
import { startTestRedis } from './redis.ts';

export interface HttpBench {
  store: FsStore;
  catalogue: Catalogue;
  pipeline: Pipeline;
  pageImages: ConverterPool;
  log: Logger;
  /** What was logged since the last reset, one JSON object a line. */
  logged(): string;
  /** Empties Redis, the catalogue and the store. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** Where the store says that its presigned URLs are served. */
const presignBase = 'http://127.0.0.1:1/objects';

/** A real Redis, a real folder store and an embedded PostgreSQL, for tests of the HTTP services. */
export async function startHttpBench(): Promise<HttpBench> {
  const redis = await startTestRedis();
  const root = await mkdtemp(join(tmpdir(), 'nianbao-http-store-'));
  const lines: string[] = [];
  const log = createLogger({
    service: 'test',
    level: 'debug',
    destination: { write: (line) => void lines.push(line) },
  });
  const store = createFsStore({ root, baseUrl: presignBase, secret: 'a secret for the tests' });
  await store.check({ create: true });
  const catalogue = await openCatalogue({ pgliteDir: 'memory://', leaseMs: 0 });
  const pipeline = createPipeline({ redisUrl: redis.url, log });
  const pageImages = createConverterPool({ size: 1 });
  return {
    store,
    catalogue,
    pipeline,
    pageImages,
    log,
    logged: () => lines.join(''),
    async reset() {
      lines.length = 0;
      await pipeline.redis.flushall();
      await catalogue.refill(async () => {});
      await store.delete(await objectKeys(store));
    },
    async stop() {
      await pageImages.close();
      await pipeline.close();
      await catalogue.close();
      await redis.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Every key in the store. */
export async function objectKeys(store: ObjectStore): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of store.list('')) found.push(key);
  return found;
}

/** Checks that an answer is problem details of this code, in both languages. Returns its body. */
export async function readProblem(response: Response): Promise<Record<string, unknown>> {
  const type = response.headers.get('content-type') ?? '';
  const body = (await response.json()) as Record<string, unknown>;
  if (!type.startsWith('application/problem+json')) throw new Error(`no problem details: ${type}`);
  const { zh, en } = body.message as { zh: string; en: string };
  if (!/\p{Script=Han}/u.test(zh) || !/[a-z]/i.test(en)) throw new Error('not in both languages');
  if (body.status !== response.status) throw new Error('another status in the body');
  return body;
}
