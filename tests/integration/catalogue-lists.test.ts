import type { NewUpload } from '@nianbao/catalogue';
import type { Account, DocumentQuery, UploadRef } from '@nianbao/contracts';
import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../support/catalogue-backends.ts';
import { sampleFailure, sampleReport, sampleUpload, sha256 } from '../support/catalogue-samples.ts';

await describeOnBothDatabases('lists', ({ catalogue, rival }) => {
  const day = (n: number) => new Date(Date.UTC(2026, 0, n, 0, 0, 0, 123));
  const register = (uploads: readonly ReturnType<typeof sampleUpload>[]) =>
    catalogue().register(uploads, 'e1');
  const names = async (query: Partial<DocumentQuery>) =>
    (await catalogue().documents({ limit: 100, ...query })).documents.map((document) => document.name);

  it('pages through all uploads in order of arrival, each once', async () => {
    const sameDay = Array.from({ length: 5 }, (_, n) => sampleUpload(`s${n}`, 'b', { uploadedAt: day(2) }));
    await register([
      ...sameDay,
      sampleUpload('last', 'b', { uploadedAt: day(3) }),
      sampleUpload('first', 'b', { uploadedAt: day(1) }),
    ]);
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await catalogue().documents({
        limit: 3,
        batch: 'b',
        ...(cursor !== undefined && { cursor }),
      });
      pages.push(page.documents.map((document) => document.name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    const middle = sameDay
      .toSorted((a, b) => (a.uploadId < b.uploadId ? -1 : 1))
      .map((upload) => upload.name);
    expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
    expect(pages.flat()).toEqual(['first', ...middle, 'last']);
  });

  it('ends exactly at the last row', async () => {
    await register(['a', 'b', 'c'].map((name) => sampleUpload(name)));
    expect((await catalogue().documents({ limit: 3 })).nextCursor).toBeNull();
  });

  it.each(['', 'x', 'e30', Buffer.from('[1e99,"a"]').toString('base64url')])(
    'refuses the cursor "%s"',
    async (cursor) => {
      await expect(catalogue().documents({ limit: 3, cursor })).rejects.toThrow(RangeError);
    },
  );

  it('counts failed uploads by the stage that gave up, of all and of one batch', async () => {
    const [first, second, refused, fine] = ['first', 'second', 'refused', 'fine'].map((name) =>
      sampleUpload(name, name === 'second' ? 'two' : 'one'),
    ) as [NewUpload, NewUpload, NewUpload, NewUpload];
    await register([first, second, refused, fine]);
    await catalogue().publish(sampleFailure(first, 'INTERNAL', { stage: 'extract' }), 'results/1');
    await catalogue().publish(sampleFailure(second, 'STAGE_TIMEOUT', { stage: 'convert' }), 'results/2');
    await catalogue().publish(sampleFailure(refused, 'NO_TEXT_LAYER', { stage: 'convert' }), 'results/3');
    await catalogue().publish(sampleReport(fine), 'results/4');
    expect((await catalogue().account()).unsupported).toBe(1);
    const counted = async (batch?: string) => Object.fromEntries(await catalogue().failedByStage(batch));
    expect(await counted()).toEqual({ extract: 1, convert: 1 });
    expect(await counted('two')).toEqual({ convert: 1 });
  });

  it('filters by batch, state, code and stage', async () => {
    const [published, failed, waiting, elsewhere] = [
      sampleUpload('published', 'one'),
      sampleUpload('failed', 'one'),
      sampleUpload('waiting', 'one'),
      sampleUpload('elsewhere', 'two'),
    ];
    await register([published, failed, waiting, elsewhere]);
    await catalogue().publish(sampleReport(published), 'results/p');
    await catalogue().publish(sampleFailure(failed, 'ENCRYPTED'), 'results/f');
    await catalogue().publish(sampleFailure(elsewhere, 'INTERNAL', { stage: 'extract' }), 'results/e');
    expect(await names({ batch: 'two' })).toEqual(['elsewhere']);
    expect(await names({ batch: 'one', state: 'failed' })).toEqual(['failed']);
    expect(await names({ state: 'in-flight' })).toEqual(['waiting']);
    expect(await names({ code: 'INTERNAL' })).toEqual(['elsewhere']);
    expect(await names({ stage: 'convert', batch: 'one' })).toEqual(['failed']);
    expect(await names({ stage: 'convert', batch: 'two' })).toEqual([]);
  });

  it('searches names, titles and places, with wildcards taken literally', async () => {
    const [a, b] = [sampleUpload('Report_A.docx'), sampleUpload('100%.pdf')];
    await register([a, b]);
    await catalogue().publish(sampleReport(a), 'results/a');
    expect(await names({ q: 'report_a' })).toEqual(['Report_A.docx']);
    expect(await names({ q: '法治政府' })).toEqual(['Report_A.docx']);
    expect(await names({ q: '青川湾县云栖' })).toEqual(['Report_A.docx']);
    expect(await names({ q: '0%.' })).toEqual(['100%.pdf']);
    for (const q of ['%_%', '\\', "'; --", 'a\0b']) expect(await names({ q }), q).toEqual([]);
  });

  it('finds a document by its id, an upload id, or a unique prefix of either', async () => {
    const [owner, copy] = [sampleUpload('a'), sampleUpload('b')];
    await register([owner, copy]);
    const documentId = sha256('same');
    for (const { uploadId } of [owner, copy]) await catalogue().claim(uploadId, documentId, 'docx');
    const nameOf = async (id: string) => (await catalogue().document(id))?.name ?? null;
    expect(await nameOf(documentId)).toBe('a');
    expect(await nameOf(documentId.slice(0, 6).toUpperCase())).toBe('a');
    expect(await nameOf(copy.uploadId)).toBe('b');
    expect(await nameOf(copy.uploadId.slice(0, 10))).toBe('b');
    expect(await catalogue().document(copy.uploadId)).toMatchObject({ state: 'duplicate', documentId });
    for (const id of [documentId.slice(0, 5), sha256('none'), 'zzzzzz', '%%%%%%', '', `${documentId}0`])
      expect(await nameOf(id), id).toBeNull();
  });

  it('refuses a prefix that several documents have', async () => {
    const twin = (end: string) => ({ ...sampleUpload(end), uploadId: 'abcdef'.padEnd(63, '0') + end });
    await register([twin('1'), twin('2')]);
    await expect(catalogue().document('abcdef')).rejects.toThrow(RangeError);
    expect(await catalogue().document(twin('2').uploadId)).toMatchObject({ name: '2' });
  });

  it('counts what was finished lately', async () => {
    const [now, before, open] = [
      sampleUpload('now', 'x'),
      sampleUpload('before', 'x'),
      sampleUpload('open', 'y'),
    ];
    await register([now, before, open]);
    await catalogue().publish(sampleReport(now, { publishedAt: new Date().toISOString() }), 'results/n');
    await catalogue().publish(sampleReport(before, { publishedAt: '2026-01-01T00:00:00.000Z' }), 'results/b');
    expect(await catalogue().finishedWithin(3_600)).toBe(1);
    expect(await catalogue().finishedWithin(3_600, 'x')).toBe(1);
    expect(await catalogue().finishedWithin(3_600, 'y')).toBe(0);
    expect(await catalogue().finishedWithin(1e10)).toBe(2);
  });

  it('lists the newest batches first, each with its own account', async () => {
    await register([
      sampleUpload('a', 'old', { uploadedAt: day(1) }),
      sampleUpload('b', 'new', { uploadedAt: day(9) }),
    ]);
    await register([sampleUpload('c', 'new', { uploadedAt: day(5) })]);
    const empty: Account = {
      uploaded: 0,
      published: 0,
      failed: 0,
      unsupported: 0,
      duplicate: 0,
      inFlight: 0,
    };
    expect(await catalogue().batches(10)).toEqual([
      { batchId: 'new', createdAt: day(5).toISOString(), account: { ...empty, uploaded: 2, inFlight: 2 } },
      { batchId: 'old', createdAt: day(1).toISOString(), account: { ...empty, uploaded: 1, inFlight: 1 } },
    ]);
    expect(await catalogue().batches(1)).toHaveLength(1);
    expect(await catalogue().account('nowhere')).toEqual(empty);
  });

  it('has accounts that balance at every moment, and nothing lost at the end', async () => {
    const uploads = Array.from({ length: 60 }, (_, n) => sampleUpload(`${n}`, `batch-${n % 3}`));
    const balance = ({ uploaded, published, failed, unsupported, duplicate, inFlight }: Account) =>
      uploaded - (published + failed + unsupported + duplicate + inFlight);
    const run = async (upload: UploadRef, n: number) => {
      const mine = n % 2 ? rival() : catalogue();
      await mine.register([uploads[n] ?? sampleUpload('')], 'e1');
      // Every fourth repeats the content of its predecessor.
      const content = `content ${n % 4 === 3 ? n - 1 : n}`;
      const { duplicateOf } = await mine.claim(upload.uploadId, sha256(content), 'docx');
      expect(balance(await mine.account())).toBe(0);
      if (duplicateOf !== null) return;
      const result =
        n % 5 === 0
          ? sampleFailure(upload, n % 2 ? 'ENCRYPTED' : 'UNSUPPORTED_TYPE', { content })
          : sampleReport(upload, { content });
      await Promise.all([mine.publish(result, `results/${n}`), rival().publish(result, `results/${n}`)]);
    };
    await Promise.all(uploads.map(run));
    const account = await catalogue().account();
    expect(account).toMatchObject({ uploaded: 60, duplicate: 15, inFlight: 0 });
    expect(balance(account)).toBe(0);
    const batches = await catalogue().batches(10);
    expect(batches.map(({ account: { uploaded } }) => uploaded)).toEqual([20, 20, 20]);
    for (const batch of batches) expect(balance(batch.account)).toBe(0);
  });
});
