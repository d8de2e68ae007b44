import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { consumeResults, createClient, type NianbaoClient } from '@nianbao/client';
import { type Deletion, queueAddress } from '@nianbao/contracts';
import { type RunningStack, startLocalStack } from '@nianbao/local-stack';
import { createFsStore, keys, type ObjectStore } from '@nianbao/object-store';
import { createPipeline } from '@nianbao/pipeline';
import { createLogger } from '@nianbao/service-kit';
import { type Job, UnrecoverableError, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { placesWith } from '../support/places-with.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { reportVariant } from '../support/report-variants.ts';
import { convertedDocument } from '../support/stage-fixtures.ts';

let dataDir: string;
let stack: RunningStack;
let client: NianbaoClient;
let store: ObjectStore;
let postgres: TestPostgres | null;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'nianbao-deletion-'));
  const { PATH, HOME, NIANBAO_CACHE } = process.env;
  const storeDir = path.join(dataDir, 'bucket');
  postgres = await startPostgres();
  const env = {
    ...{ PATH, HOME, NIANBAO_CACHE, MAINTENANCE_INTERVAL_MS: '200', STORE_DIR: storeDir },
    ...{ LOG_LEVEL: 'debug', WEBHOOK_ALLOW_HTTP: 'true', WEBHOOK_ALLOW_PRIVATE: 'true' },
    ...(postgres && { DATABASE_URL: postgres.url }),
  };
  stack = await startLocalStack({ dataDir, log: 'silent', env });
  client = createClient(stack);
  store = createFsStore({ root: storeDir });
});
afterAll(async () => {
  await stack?.stop();
  await postgres?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function upload(batch: string, n: number, name = reportVariant(n).name): Promise<string> {
  const text = reportVariant(n).text;
  const content = { open: () => Buffer.from(text), bytes: Buffer.byteLength(text) };
  return (await client.upload(content, { batch, name })).uploadId;
}

async function settled(uploaded: number): Promise<void> {
  const at = async () => (await client.status()).account;
  await vi.waitUntil(async () => (await at()).uploaded === uploaded && (await at()).inFlight === 0, {
    timeout: 60_000,
    interval: 200,
  });
}

async function finished({ deletionId }: Deletion): Promise<Deletion> {
  const receipt = async () => (await client.deletionReceipt(deletionId)).deletion;
  await vi.waitUntil(async () => (await receipt()).finishedAt !== null, { timeout: 30_000, interval: 100 });
  return receipt();
}

async function keysWith(id: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of store.list('')) if (key.includes(id)) found.push(key);
  return found;
}

/** Every place in Redis that names the id. */
async function redisWith(id: string): Promise<string[]> {
  const redis = new Redis(stack.redisUrl);
  try {
    const keys = await redis.keys('*');
    return keys.filter((key) => key.includes(id));
  } finally {
    redis.disconnect();
  }
}

describe('deleting', () => {
  it('removes a document everywhere with the uploads that repeat it, and leaves a receipt and all others', async () => {
    const kept = await upload('keep', 1);
    const first = await upload('trial', 2);
    await settled(2);
    await upload('keep', 2, '同一份.txt');
    await settled(3);
    const { summary } = await client.document(first);
    const documentId = summary.documentId ?? '';
    expect(await keysWith(documentId)).not.toEqual([]);

    expect(await client.previewDeletion({ batch: 'trial' })).toEqual({ documents: 1, uploads: 2 });
    expect((await client.status()).account.uploaded).toBe(3);
    // Of what was exported before, the receipt tells; the copies are not touched.
    await store.put('exports/weekly/20260101T000000Z/manifest.json', '{}');
    await store.put('exports/weekly/20260102T000000Z/reports.csv', 'not complete');
    const receipt = await finished(await client.deleteDocuments({ batch: 'trial' }, '误传'));

    expect(receipt).toMatchObject({ actor: 'local', reason: '误传', documents: 1, uploads: 2, done: 1 });
    expect(receipt.objects).toBeGreaterThanOrEqual(8);
    await expect(client.document(documentId)).rejects.toMatchObject({ status: 404 });
    await expect(client.document(first)).rejects.toMatchObject({ status: 404 });
    expect((await client.status()).account).toMatchObject({ uploaded: 1, published: 1, inFlight: 0 });
    expect((await client.batches()).map(({ batchId }) => batchId)).toEqual(['keep']);
    expect(await keysWith(documentId)).toEqual([]);
    expect(await keysWith(first)).toEqual([]);
    expect(await keysWith('trial')).toEqual([]);
    expect(await redisWith(documentId)).toEqual([]);
    expect((await client.document(kept)).result?.kind).toBe('report');
    expect(await keysWith(`receipts/${receipt.deletionId}`)).toHaveLength(1);
    const { items, exports } = await client.deletionReceipt(receipt.deletionId);
    expect(exports).toEqual(['exports/weekly/20260101T000000Z/']);
    expect(items).toMatchObject([{ id: documentId, kind: 'document', batchId: 'trial' }]);
  });

  it('reads the same bytes anew when they are uploaded again', async () => {
    const again = await upload('trial', 2);
    await settled(2);
    expect((await client.document(again)).summary).toMatchObject({ state: 'published' });
  });

  it('takes a repeated upload alone and leaves its document', async () => {
    const copy = await upload('other', 2, '副本.txt');
    await settled(3);
    const receipt = await finished(await client.deleteDocuments({ ids: [copy] }, '重复'));
    expect(receipt).toMatchObject({ documents: 0, uploads: 1, done: 1 });
    expect((await client.status()).account).toMatchObject({ uploaded: 2, published: 2, duplicate: 0 });
  });

  it('leaves no word of the text in any place: store, database, search, queues of all kinds, dead letters, rehearsals, logs', async ({
    skip,
  }) => {
    if (postgres === null) return skip('no PostgreSQL server to look into');
    const word = '澜汐渡口';
    const db = new pg.Client({ connectionString: postgres.url });
    await db.connect();
    const redis = new Redis(stack.redisUrl, { maxRetriesPerRequest: null });
    for (const name of ['unread', 'read', 'refused'])
      await client.createSubscription({ name, target: { kind: 'queue', queue: name } });
    await client.createSubscription({
      name: 'down',
      target: { kind: 'webhook', url: 'http://127.0.0.1:1/' },
    });
    const read: string[] = [];
    const reader = await consumeResults({
      connection: redis,
      queue: 'read',
      onResult: ({ resultId }) => void read.push(resultId),
    });
    const refuse = async (job: Job) => {
      throw new UnrecoverableError(`cannot store ${JSON.stringify(job.data).slice(0, 20_000)}`);
    };
    const refuser = new Worker('refused', refuse, {
      connection: redis,
      prefix: queueAddress('refused').prefix,
    });

    const text = reportVariant(4).text.replace('受教育群众', `在${word}受教育群众`);
    const content = { open: () => Buffer.from(text), bytes: Buffer.byteLength(text) };
    const before = (await client.status()).account.uploaded;
    // A report that was refused before its subscription was listened to is noted without the reason: that is another one.
    await upload('traces', 5);
    await vi.waitUntil(async () => (await client.subscription('refused')).dead === 1, { timeout: 60_000 });
    const { uploadId } = await client.upload(content, { batch: 'traces', name: 'traces.txt' });
    await settled(before + 2);
    const { summary } = await client.document(uploadId);
    const documentId = summary.documentId ?? '';
    await vi.waitUntil(async () => (await client.subscription('refused')).dead === 2, { timeout: 60_000 });
    await vi.waitUntil(async () => (await client.subscription('read')).delivered === 2, { timeout: 60_000 });
    // A run that was broken off before it compared what it had read.
    await db.query(
      `insert into reprocess_runs (run_id, state, filter) values ('broken-off', 'discarded', '{}')`,
    );
    await db.query(`insert into reprocess_items (run_id, document_id) values ('broken-off', $1)`, [
      documentId,
    ]);
    await store.put(keys.rehearsal('broken-off', documentId), word);

    const places = () => placesWith(word, { redis, db, folder: dataDir });
    const there = await places();
    for (const place of ['unread', 'read', 'refused', 'report_texts', 'quantities', 'deliveries', 'bucket'])
      expect([place, there.some((each) => each.includes(place))]).toEqual([place, true]);
    expect(there.filter((place) => place.includes('.log'))).toEqual([]);

    const receipt = await finished(await client.deleteDocuments({ ids: [documentId] }, '含个人信息'));
    expect(receipt).toMatchObject({ documents: 1, done: 1 });
    expect(await places()).toEqual([]);
    await Promise.all([reader.close(), refuser.close()]);
    for (const name of ['unread', 'read', 'refused', 'down']) await client.deleteSubscription(name);
    await db.end();
    await redis.quit();
  });

  const stages = ['intake', 'convert', 'segment', 'extract', 'review', 'publish'] as const;
  it('takes a document out of any stage, and nothing of it comes back', async () => {
    const before = (await client.status()).account;
    const ids: string[] = [];
    for (const [n, stage] of stages.entries()) {
      await client.pauseStage(stage);
      const uploadId = await upload('flight', 10 + n);
      const waiting = async () =>
        (await client.status()).stages.find(({ stage: name }) => name === stage)?.waiting ?? 0;
      await expect.poll(waiting, { timeout: 20_000 }).toBe(1);
      const receipt = await finished(await client.deleteDocuments({ ids: [uploadId] }, stage));
      expect(receipt).toMatchObject({ uploads: 1, done: 1 });
      await client.resumeStage(stage);
      ids.push(
        uploadId,
        createHash('sha256')
          .update(reportVariant(10 + n).text)
          .digest('hex'),
      );
    }
    // And at any moment while it is on its way.
    for (let n = 0; n < 12; n += 1) {
      const uploadId = await upload('flight', 30 + n);
      await new Promise((resolve) => setTimeout(resolve, n * 15));
      await finished(await client.deleteDocuments({ ids: [uploadId] }, 'on its way'));
      ids.push(
        uploadId,
        createHash('sha256')
          .update(reportVariant(30 + n).text)
          .digest('hex'),
      );
    }
    // A job that slipped from one stage to the next while jobs were looked for.
    const pipeline = createPipeline({
      redisUrl: stack.redisUrl,
      log: createLogger({ service: 'test', level: 'silent' }),
    });
    const straggler = await convertedDocument(store, '落单');
    await pipeline.enqueueStage('segment', straggler);
    await pipeline.close();
    ids.push(straggler.documentId, straggler.source.uploadId);
    await expect.poll(() => redisWith(straggler.documentId), { timeout: 20_000 }).toEqual([]);
    // What is left of any would be read by now.
    const last = await upload('flight', 50);
    await settled(before.uploaded + 1);
    expect((await client.document(last)).summary.state).toBe('published');
    for (const id of ids) {
      expect([id, await keysWith(id), await redisWith(id)]).toEqual([id, [], []]);
      await expect(client.document(id)).rejects.toMatchObject({ status: 404 });
    }
  }, 180_000);

  it('asks for a reason and for a condition, and finds nothing where nothing is', async () => {
    await expect(client.deleteDocuments({ year: 2019 }, ' ')).rejects.toMatchObject({ status: 400 });
    await expect(client.deleteDocuments({}, '全部')).rejects.toMatchObject({ status: 400 });
    const receipt = await client.deleteDocuments({ batch: 'nobody' }, '空');
    expect(receipt).toMatchObject({ uploads: 0, finishedAt: expect.any(String) });
    await expect(client.deletionReceipt('20200101-000000-abcdef')).rejects.toMatchObject({ status: 404 });
  });
});
