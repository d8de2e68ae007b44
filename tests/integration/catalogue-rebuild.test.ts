import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Catalogue, CatalogueRefillingError, rebuildCatalogue } from '@nianbao/catalogue';
import { type DocumentSummary, priorityClass, type Result } from '@nianbao/contracts';
import { createFsStore, keys, type ObjectStore, uploadIdOf } from '@nianbao/object-store';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../support/catalogue-backends.ts';
import { sampleFailure, sampleReport, sampleUpload, sha256 } from '../support/catalogue-samples.ts';

const options = { profileId: 'rule-of-law-government', priority: priorityClass.backfill };

await describeOnBothDatabases('rebuild', ({ catalogue, rival }) => {
  let root: string;
  let store: ObjectStore;
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'nianbao-rebuild-'));
    store = createFsStore({ root });
    await store.check({ create: true });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** An object in the store, registered and claimed as intake does. */
  async function upload(name: string, content: string, batchId = 'batch') {
    const { key, etag, lastModified } = await store.put(keys.incoming(batchId, name), content);
    const bytes = Buffer.byteLength(content);
    const landed = { ...sampleUpload(name, batchId), key, etag, bytes, uploadId: uploadIdOf(key, etag) };
    await catalogue().register([{ ...landed, uploadedAt: lastModified }], 'e1');
    return landed;
  }

  async function claim(landed: Awaited<ReturnType<typeof upload>>, content: string) {
    await catalogue().claim(landed.uploadId, sha256(content), 'docx');
    return landed;
  }

  async function publish(result: Result) {
    const key = keys.result(result.documentId, result.resultId);
    await store.put(key, JSON.stringify(result));
    await catalogue().publish(result, key);
  }

  /** Every list entry; when a duplicate was noticed is not in the store, so it is left out. */
  async function everything(): Promise<DocumentSummary[]> {
    const { documents } = await catalogue().documents({ limit: 1000 });
    return documents.map((row) => (row.state === 'duplicate' ? { ...row, finishedAt: null } : row));
  }

  async function fillStore() {
    const first = await claim(await upload('一.docx', 'one'), 'one');
    await publish(
      sampleFailure(first, 'STAGE_TIMEOUT', { content: 'one', publishedAt: '2026-03-01T00:00:00.000Z' }),
    );
    await publish(
      sampleReport(first, { content: 'one', publishedAt: '2026-03-02T00:00:00.000Z', quantities: 60 }),
    );
    await claim(await upload('sub/一的副本.docx', 'one', 'other'), 'one');
    const failed = await claim(await upload('bad.docx', 'bad'), 'bad');
    await publish(sampleFailure(failed, 'ENCRYPTED', { content: 'bad' }));
    await claim(await upload('bad copy.docx', 'bad'), 'bad');
    const photo = await claim(await upload('photo.jpg', 'photo'), 'photo');
    await publish(sampleFailure(photo, 'UNSUPPORTED_TYPE', { content: 'photo' }));
    // Failed before its content was known, then read again and found to be a copy.
    const early = await upload('early.docx', 'one');
    await publish({
      ...sampleFailure(early, 'STORE_UNAVAILABLE', { stage: 'intake' }),
      documentId: early.uploadId,
    });
    await claim(early, 'one');
    await upload('waiting.docx', 'waiting');
  }

  it('reads everything back from the store, and tells what was not read yet', async () => {
    await catalogue().keepQueues(['results']);
    await fillStore();
    const before = await everything();
    const subscriptions = await catalogue().subscriptions();
    expect(subscriptions).toMatchObject([{ name: 'results', pending: 5 }]);
    const account = await catalogue().account();
    expect(account).toEqual({
      uploaded: 7,
      published: 1,
      failed: 1,
      unsupported: 1,
      duplicate: 3,
      inFlight: 1,
    });

    for (const _ of ['once', 'and again']) {
      const last = await rebuildCatalogue(catalogue(), store, options);
      expect(last).toEqual({ phase: 'duplicates', done: 2 + 2, unreadable: [] });
      expect(await catalogue().account()).toEqual(account);
      expect(await everything()).toEqual(before);
    }
    const lagAside = (list: typeof subscriptions) => list.map((each) => ({ ...each, lagSeconds: 0 }));
    expect(lagAside(await catalogue().subscriptions())).toEqual(lagAside(subscriptions));
    const waiting = await catalogue().stranded('e1', 3_600_000, { limit: 10 });
    expect(waiting).toMatchObject([{ name: 'waiting.docx', ...options }]);
  });

  it('keeps documents whose upload is gone from the store', async () => {
    await fillStore();
    for await (const { key } of store.list(keys.incomingPrefix)) await store.delete(key);
    await rebuildCatalogue(catalogue(), store, options);
    // Those with a result are known from it; the one that failed early has but that to tell.
    expect(await catalogue().account()).toMatchObject({
      uploaded: 4,
      published: 1,
      failed: 2,
      unsupported: 1,
    });
  });

  it('names results it cannot read and goes on', async () => {
    await fillStore();
    await store.put('results/broken.json', '{"kind":"report"');
    await store.put('results/foreign.json', '{"kind":"other"}');
    const phases = new Set<string>();
    const last = await rebuildCatalogue(catalogue(), store, options, ({ phase }) => phases.add(phase));
    expect(last.unreadable.toSorted()).toEqual(['results/broken.json', 'results/foreign.json']);
    expect([...phases]).toEqual(['uploads', 'results', 'duplicates']);
    expect(await catalogue().account()).toMatchObject({ uploaded: 7, published: 1 });
  });

  it('knows again what reports have in common', async () => {
    const prints = [1, 2, 3].map((print) => ({ print, start: 100 * print, end: 100 * print + 80 }));
    for (const [content, year] of [
      ['older', 2024],
      ['newer', 2025],
    ] as const) {
      const landed = await claim(await upload(`${content}.docx`, content), content);
      const report = sampleReport(landed, { content });
      await publish({ ...report, outline: { ...report.outline, year }, prints });
    }
    const before = await catalogue().related(sha256('newer'));
    expect(before.map(({ code }) => code)).toEqual(['copied-from-earlier-year']);
    await rebuildCatalogue(catalogue(), store, options);
    expect(await catalogue().related(sha256('newer'))).toEqual(before);
  });

  it('answers nobody from a part: readers and writers of every process are refused until one is complete', async () => {
    await catalogue().keepQueues(['results']);
    await fillStore();
    const before = await everything();
    const refused = async (other: Catalogue) => {
      for (const ask of [
        () => other.account(),
        () => other.reports({ sort: 'year', order: 'desc', limit: 5 }),
        () => other.register([sampleUpload('meanwhile.docx')], 'e1'),
        () => other.replay('results', { all: true }),
        () => other.hasBatch('batch'),
      ])
        await expect(ask()).rejects.toThrow(CatalogueRefillingError);
      // What a rebuild leaves alone goes on.
      expect(await other.subscriptions()).toMatchObject([{ name: 'results', state: 'active' }]);
      expect(await other.steering()).toEqual([]);
      await other.check();
    };
    await catalogue().refill(async (own) => {
      await own.register([sampleUpload('a.docx')], 'e1');
      await refused(catalogue());
      await refused(rival());
      expect(await own.account()).toMatchObject({ uploaded: 1 });
    });
    expect(await rival().account()).toMatchObject({ uploaded: 1 });

    await expect(rival().refill(() => Promise.reject(new Error('broken off')))).rejects.toThrow('broken off');
    await refused(catalogue());
    // Of two at a time, the one that began last has to end.
    await catalogue().refill(() =>
      rival()
        .refill(() => Promise.reject(new Error('broken off')))
        .catch(() => {}),
    );
    await refused(rival());
    await rebuildCatalogue(rival(), store, options);
    expect(await everything()).toEqual(before);
  });

  it('stops when told to', async () => {
    await fillStore();
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(rebuildCatalogue(catalogue(), store, { ...options, signal })).rejects.toThrow('enough');
  });
});
