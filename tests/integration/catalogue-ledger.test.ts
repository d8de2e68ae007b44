import type { UploadRef } from '@nianbao/contracts';
import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../support/catalogue-backends.ts';
import { sampleFailure, sampleReport, sampleUpload, sha256 } from '../support/catalogue-samples.ts';

await describeOnBothDatabases('ledger', ({ catalogue, rival }) => {
  const fileNames = (count: number) => Array.from({ length: count }, (_, n) => `${n}.docx`);
  const ids = (uploads: readonly UploadRef[]) => uploads.map((upload) => upload.uploadId);

  it('registers each upload once, and tells which were new', async () => {
    const uploads = fileNames(5).map((name) => sampleUpload(name));
    const first = await catalogue().register([...uploads, ...uploads.slice(0, 2)], 'e1');
    expect(first.toSorted()).toEqual(ids(uploads).toSorted());
    expect(await catalogue().register([...uploads, sampleUpload('new.docx')], 'e1')).toEqual([
      sampleUpload('new.docx').uploadId,
    ]);
    expect(await catalogue().account()).toMatchObject({ uploaded: 6, inFlight: 6 });
    expect(await catalogue().recorded([...ids(uploads), sha256('unknown')])).toEqual(new Set(ids(uploads)));
  });

  it('lets rivals register overlapping lists in opposite orders', async () => {
    const uploads = fileNames(300).map((name) => sampleUpload(name));
    const fresh = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        (n % 2 ? rival() : catalogue()).register(n % 2 ? uploads : uploads.toReversed(), 'e1'),
      ),
    );
    expect(fresh.flat().toSorted()).toEqual(ids(uploads).toSorted());
  });

  it('keeps names that PostgreSQL cannot hold, with replacement characters', async () => {
    await catalogue().register([sampleUpload('年\0报\uD83D.docx', '批次一')], 'e1');
    const { documents } = await catalogue().documents({ limit: 10 });
    expect(documents.map((document) => document.name)).toEqual(['年\uFFFD报\uFFFD.docx']);
  });

  it('gives a document to exactly one of many uploads that claim it at once', async () => {
    const uploads = fileNames(20).map((name) => sampleUpload(name));
    await catalogue().register(uploads, 'e1');
    const claims = await Promise.all(
      uploads.map(({ uploadId }, n) =>
        (n % 2 ? rival() : catalogue()).claim(uploadId, sha256('same'), 'docx'),
      ),
    );
    const owners = uploads.filter((_, n) => claims[n]?.duplicateOf === null);
    expect(owners).toHaveLength(1);
    const owner = owners[0]?.uploadId ?? '';
    expect(new Set(claims.map((claim) => claim.duplicateOf))).toEqual(new Set([null, owner]));
    expect(await catalogue().account()).toMatchObject({ uploaded: 20, duplicate: 19, inFlight: 1 });
    expect(await catalogue().claim(owner, sha256('same'), 'docx')).toEqual({ duplicateOf: null });
    expect(await catalogue().account()).toMatchObject({ duplicate: 19, inFlight: 1 });
  });

  it('keeps a later upload of a failed content a duplicate', async () => {
    const [first, second] = [sampleUpload('a.docx'), sampleUpload('b.docx')];
    await catalogue().register([first, second], 'e1');
    await catalogue().claim(first.uploadId, sha256('x'), 'docx');
    await catalogue().publish(sampleFailure(first, 'ENCRYPTED', { content: 'x' }), 'results/x');
    expect(await catalogue().claim(second.uploadId, sha256('x'), 'docx')).toEqual({
      duplicateOf: first.uploadId,
    });
    expect(await catalogue().account()).toMatchObject({ failed: 1, duplicate: 1 });
  });

  it('refuses a claim for an upload it does not know, and makes no document of it', async () => {
    await expect(catalogue().claim(sha256('nobody'), sha256('x'), 'pdf')).rejects.toThrow(
      /not in the ledger/,
    );
    const upload = sampleUpload('a.pdf');
    await catalogue().register([upload], 'e1');
    expect(await catalogue().claim(upload.uploadId, sha256('x'), 'pdf')).toEqual({ duplicateOf: null });
  });

  it('knows contents that are here and not failed', async () => {
    const [announced, claimed, failed] = [
      sampleUpload('a.docx', 'batch', { sha256: sha256('a') }),
      sampleUpload('b.docx'),
      sampleUpload('c.docx'),
    ];
    await catalogue().register([announced, claimed, failed], 'e1');
    await catalogue().claim(claimed.uploadId, sha256('b'), 'docx');
    await catalogue().claim(failed.uploadId, sha256('c'), 'docx');
    await catalogue().publish(sampleFailure(failed, 'ENCRYPTED', { content: 'c' }), 'results/c');
    const known = await catalogue().known([sha256('a'), sha256('b'), sha256('c'), sha256('d')]);
    expect(known.toSorted()).toEqual([sha256('a'), sha256('b')].toSorted());
  });

  it('finds uploads stranded by a lost Redis or by time, page by page, until they are enqueued again', async () => {
    const uploads = fileNames(7).map((name) => sampleUpload(name));
    await catalogue().register(uploads.slice(0, 5), 'old');
    await catalogue().register(uploads.slice(5), 'new');
    const lost = ids(uploads.slice(0, 5)).toSorted();
    const first = await catalogue().stranded('new', 60_000, { limit: 3 });
    expect(ids(first)).toEqual(lost.slice(0, 3));
    const after = first[2]?.uploadId ?? '';
    expect(ids(await catalogue().stranded('new', 60_000, { after, limit: 3 }))).toEqual(lost.slice(3));
    await catalogue().markEnqueued(lost, 'new');
    expect(await catalogue().stranded('new', 60_000, { limit: 10 })).toEqual([]);
    // Everything was enqueued before "in a minute from now".
    expect(await catalogue().stranded('new', -60_000, { limit: 10 })).toHaveLength(7);
    const [{ uploadedAt: _, ...stranded } = { uploadedAt: null }] = first;
    const expected = uploads.find((upload) => upload.uploadId === first[0]?.uploadId);
    expect(stranded).toEqual({ ...expected, documentId: null, stage: null });
  });

  it('takes a failed upload back in flight and closes it again when the retry succeeds', async () => {
    const [upload, other] = [sampleUpload('a.docx', 'retry'), sampleUpload('b.docx', 'retry')];
    await catalogue().register([upload, other], 'e1');
    for (const { uploadId, name } of [upload, other]) await catalogue().claim(uploadId, sha256(name), 'docx');
    await catalogue().publish(sampleFailure(upload, 'TIMEOUT'), 'results/a');
    await catalogue().publish(sampleFailure(other, 'UNSUPPORTED_TYPE'), 'results/b');
    const { matched, uploads } = await catalogue().failed({ batch: 'retry', limit: 10 });
    expect([matched, ids(uploads)]).toEqual([1, [upload.uploadId]]);
    expect(uploads[0]).toMatchObject({ stage: 'convert', documentId: sha256('a.docx'), key: upload.key });

    await catalogue().reopen(ids([upload, other]));
    // Until its job stands in Redis it counts as stranded: a process killed in between loses nothing.
    const stranded = () => catalogue().stranded('e1', 3_600_000, { limit: 10 });
    expect(ids(await stranded())).toEqual([upload.uploadId]);
    await catalogue().markEnqueued([upload.uploadId], 'e1');
    expect(await stranded()).toEqual([]);
    expect(await catalogue().account('retry')).toMatchObject({ inFlight: 1, failed: 0, unsupported: 1 });
    expect(await catalogue().document(upload.uploadId)).toMatchObject({
      state: 'in-flight',
      code: null,
      finishedAt: null,
    });
    await catalogue().publish(
      sampleReport(upload, { publishedAt: '2026-03-02T00:00:00.000Z' }),
      'results/a2',
    );
    expect(await catalogue().account('retry')).toMatchObject({ published: 1, failed: 0 });
    expect(await catalogue().document(upload.uploadId)).toMatchObject({
      resultKey: 'results/a2',
      code: null,
    });
  });

  it('selects failed uploads by id, code and stage, oldest first, and nothing without a condition', async () => {
    const uploads = fileNames(4).map((name, n) =>
      sampleUpload(name, 'f', { uploadedAt: new Date(Date.UTC(2026, 0, 4 - n)) }),
    );
    await catalogue().register(uploads, 'e1');
    for (const [n, upload] of uploads.entries())
      await catalogue().publish(
        sampleFailure(upload, n < 2 ? 'ENCRYPTED' : 'INTERNAL', { stage: n === 3 ? 'extract' : 'convert' }),
        `results/${n}`,
      );
    const select = async (filter: Parameters<ReturnType<typeof catalogue>['failed']>[0]) => {
      const { matched, uploads: found } = await catalogue().failed(filter);
      return [matched, found.map((upload) => upload.name)];
    };
    expect(await select({ all: true, limit: 3 })).toEqual([4, ['3.docx', '2.docx', '1.docx']]);
    expect(await select({ code: 'ENCRYPTED', limit: 10 })).toEqual([2, ['1.docx', '0.docx']]);
    expect(await select({ code: 'INTERNAL', stage: 'extract', limit: 10 })).toEqual([1, ['3.docx']]);
    expect(await select({ ids: [sha256('2.docx'), uploads[0]?.uploadId ?? ''], limit: 10 })).toEqual([
      2,
      ['2.docx', '0.docx'],
    ]);
    expect(await select({ limit: 10 })).toEqual([0, []]);
  });
});
