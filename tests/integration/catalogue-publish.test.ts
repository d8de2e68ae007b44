import { openCatalogue } from '@nianbao/catalogue';
import type { ReportResult } from '@nianbao/contracts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../support/catalogue-backends.ts';
import { sampleFailure, sampleReport, sampleUpload, sha256 } from '../support/catalogue-samples.ts';
import { startPostgres } from '../support/postgres.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 8, minute)).toISOString();

await describeOnBothDatabases('publish', ({ catalogue, rival }) => {
  async function claimed(name: string, batch = 'batch') {
    const upload = sampleUpload(name, batch);
    await catalogue().register([upload], 'e1');
    await catalogue().claim(upload.uploadId, sha256(name), 'docx');
    return upload;
  }

  it('closes the upload and shows the report', async () => {
    const upload = await claimed('a.docx');
    const report = sampleReport(upload);
    await catalogue().publish(report, 'results/a');
    expect(await catalogue().document(upload.uploadId)).toEqual({
      uploadId: upload.uploadId,
      documentId: sha256('a.docx'),
      name: 'a.docx',
      batchId: 'batch',
      bytes: 100,
      format: 'docx',
      state: 'published',
      uploadedAt: expect.stringMatching(/Z$/),
      finishedAt: report.publishedAt,
      resultId: report.resultId,
      resultKey: 'results/a',
      title: '云栖镇2025年法治政府建设年度报告',
      year: 2025,
      jurisdiction: '云栖镇',
      quantities: 3,
      indicators: 1,
      missingParts: ['problems'],
      findings: 1,
      stage: null,
      code: null,
      category: null,
      message: null,
      detail: null,
      attempts: null,
    });
  });

  it('is idempotent, also when many do it at once', async () => {
    const upload = await claimed('a.docx');
    const report = sampleReport(upload, { quantities: 60 });
    await Promise.all(
      Array.from({ length: 6 }, (_, n) => (n % 2 ? rival() : catalogue()).publish(report, 'results/a')),
    );
    expect(await catalogue().account()).toMatchObject({ uploaded: 1, published: 1 });
  });

  it.each([
    ['in order', [0, 1, 2]],
    ['late ones last', [2, 1, 0]],
    ['mixed', [1, 2, 0]],
  ])('ends with the newest report, whatever the order: %s', async (_, order) => {
    const upload = await claimed('a.docx');
    const history = [
      sampleFailure(upload, 'TIMEOUT', { publishedAt: at(0) }),
      sampleReport(upload, { publishedAt: at(1), title: '旧', quantities: 5 }),
      sampleReport(upload, { publishedAt: at(2), title: '新', quantities: 2 }),
    ];
    for (const n of order) {
      const result = history[n];
      if (result) await catalogue().publish(result, `results/${n}`);
    }
    expect(await catalogue().document(upload.uploadId)).toMatchObject({
      state: 'published',
      title: '新',
      quantities: 2,
      resultKey: 'results/2',
      code: null,
      finishedAt: at(2),
    });
  });

  it('keeps a report when reading the document again fails, and shows the failure beside it', async () => {
    const upload = await claimed('a.docx');
    await catalogue().publish(sampleReport(upload, { publishedAt: at(0) }), 'results/good');
    await catalogue().publish(sampleFailure(upload, 'STAGE_TIMEOUT', { publishedAt: at(1) }), 'results/bad');
    expect(await catalogue().account()).toMatchObject({ published: 1, failed: 0 });
    expect(await catalogue().document(upload.uploadId)).toMatchObject({
      state: 'published',
      resultKey: 'results/good',
      quantities: 3,
      code: 'STAGE_TIMEOUT',
      stage: 'convert',
    });
    expect((await catalogue().documents({ code: 'STAGE_TIMEOUT', limit: 9 })).documents).toHaveLength(1);
  });

  it('counts a file of a kind that is not read as unsupported', async () => {
    const upload = await claimed('photo.jpg');
    await catalogue().publish(sampleFailure(upload, 'UNSUPPORTED_TYPE'), 'results/a');
    expect(await catalogue().account()).toMatchObject({ unsupported: 1, failed: 0 });
    expect(await catalogue().document(upload.uploadId)).toMatchObject({
      state: 'unsupported',
      resultKey: 'results/a',
    });
  });

  it('closes an upload that failed before its content was known, and lets it be claimed later', async () => {
    const upload = sampleUpload('a.docx');
    await catalogue().register([upload], 'e1');
    const failure = {
      ...sampleFailure(upload, 'OBJECT_MISSING', { stage: 'intake' }),
      documentId: upload.uploadId,
    };
    await catalogue().publish(failure, 'results/a');
    expect(await catalogue().account()).toMatchObject({ failed: 1, inFlight: 0 });
    await catalogue().reopen([upload.uploadId]);
    expect(await catalogue().claim(upload.uploadId, sha256('a.docx'), 'docx')).toEqual({ duplicateOf: null });
    await catalogue().publish(sampleReport(upload), 'results/b');
    // The first failure is told once more, late: it does not hide the report.
    await catalogue().publish(failure, 'results/a');
    expect(await catalogue().document(upload.uploadId)).toMatchObject({
      state: 'published',
      resultKey: 'results/b',
    });
  });

  it('adopts an upload the ledger has lost', async () => {
    const upload = sampleUpload('a.docx', 'lost');
    await catalogue().publish(sampleReport(upload), 'results/a');
    expect(await catalogue().account('lost')).toMatchObject({ uploaded: 1, published: 1 });
    expect(await catalogue().batches(5)).toMatchObject([{ batchId: 'lost', account: { uploaded: 1 } }]);
  });

  it('stores text out of damaged files', async () => {
    const upload = await claimed('a.docx');
    const report = sampleReport(upload, { title: '云\0栖\uD800' });
    const [first] = report.quantities;
    if (first) first.subject = 'a\0\uDC00 \\u0000';
    await catalogue().publish(report, 'results/a');
    expect(await catalogue().document(upload.uploadId)).toMatchObject({ title: '云\uFFFD栖\uFFFD' });
  });
});

const postgres = await startPostgres();
describe.skipIf(postgres === null)('tables after publish', () => {
  const client = new pg.Client({ connectionString: postgres?.url });
  beforeAll(() => client.connect());
  afterAll(async () => {
    await client.end();
    await postgres?.stop();
  });

  it('hold the newest report row by row', async () => {
    const catalogue = await openCatalogue({ databaseUrl: postgres?.url ?? '' });
    try {
      const upload = sampleUpload('a.docx');
      const older: ReportResult = sampleReport(upload, { publishedAt: at(0), quantities: 60 });
      const newer: ReportResult = sampleReport(upload, { publishedAt: at(1), quantities: 2 });
      await catalogue.publish(older, 'results/older');
      expect(await count('quantities')).toBe(60);
      await catalogue.publish(newer, 'results/newer');
      await catalogue.publish(older, 'results/older');
      for (const [table, expected] of [
        ['quantities', 2],
        ['indicators', 1],
        ['parts', 3],
        ['findings', 2],
      ] as const)
        expect(await count(table), table).toBe(expected);
      const { rows } = await client.query('select * from quantities order by ordinal');
      expect(rows[1]).toEqual({
        document_id: sha256('a.docx'),
        ordinal: 2,
        quantity_id: 'q2',
        value: 13,
        upper: null,
        unit: '件',
        quote: '13件',
        start_offset: 40,
        end_offset: 43,
        page: null,
        approximation: null,
        bound: null,
        status: 'reported',
        subject: '调解矛盾纠纷',
        section_id: 's1',
        relation: { type: 'part-of', quantityIds: ['q1'] },
      });
      const { rows: parts } = await client.query('select key, evidence from parts order by ordinal');
      expect(parts[0]).toEqual({ key: 'problems', evidence: null });
      expect(parts[1]).toEqual({ key: 'achievements', evidence: { start: 0, end: 3, quote: '云栖镇' } });
    } finally {
      await catalogue.close();
    }
  });

  async function count(table: string): Promise<number> {
    const { rows } = await client.query(`select count(*)::int as count from ${table}`);
    return rows[0].count;
  }
});
