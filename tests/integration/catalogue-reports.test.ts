import type { ReportQuery, ReportResult, UploadRef } from '@nianbao/contracts';
import { ReportQuery as Query } from '@nianbao/contracts';
import { describe, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../support/catalogue-backends.ts';
import { sampleFailure, sampleReport, sampleUpload } from '../support/catalogue-samples.ts';

const query = (more: Partial<Record<keyof ReportQuery, unknown>> = {}) => Query.parse(more);

interface Told {
  place: string;
  year: number;
  value?: number;
  text?: string;
}

function told(upload: UploadRef, { place, year, value }: Told): ReportResult {
  const report = sampleReport(upload, { title: `${place}${year}年法治政府建设年度报告` });
  const [indicator] = report.indicators;
  return {
    ...report,
    outline: { ...report.outline, jurisdiction: place, parentJurisdictions: [], year },
    indicators: indicator && value !== undefined ? [{ ...indicator, value }] : [],
    parts: value === undefined ? report.parts : [],
  };
}

await describeOnBothDatabases('reports', ({ catalogue }) => {
  const list: Told[] = [
    { place: '丙镇', year: 2022, value: 7, text: '全年开展执法\n检查１２次，调解成功。' },
    { place: '甲乡', year: 2024, text: '检查执法证件，开展执法。法检联席会议。ABC Office' },
    { place: '乙街道', year: 2023, value: 120 },
    { place: '甲乡', year: 2023, value: 3 },
    { place: '甲乡', year: 2022, value: 2 },
  ];

  async function fill() {
    for (const [n, each] of list.entries()) {
      const upload = sampleUpload(`${n}.docx`, n < 3 ? 'one' : 'two', {
        uploadedAt: new Date(Date.UTC(2026, 1, 1 + n)),
      });
      await catalogue().register([upload], 'e');
      await catalogue().publish(told(upload, each), `results/${n}`, each.text);
    }
    const failed = sampleUpload('broken.docx', 'two');
    await catalogue().register([failed], 'e');
    await catalogue().publish(sampleFailure(failed, 'CORRUPT_ZIP'), 'results/f');
  }

  const names = async (more: Partial<Record<keyof ReportQuery, unknown>>) =>
    (await catalogue().reports(query(more))).reports.map((row) => row.name);

  it('are found by place, year, name, title, batch, indicator, missing part and finding', async () => {
    await fill();
    const sorted = async (more: Partial<Record<keyof ReportQuery, unknown>>) => (await names(more)).sort();
    expect(await sorted({})).toHaveLength(5);
    expect(await sorted({ place: '甲' })).toEqual(['1.docx', '3.docx', '4.docx']);
    expect(await sorted({ place: '甲', year: 2023 })).toEqual(['3.docx']);
    expect(await sorted({ name: '2.do' })).toEqual(['2.docx']);
    expect(await sorted({ title: '街道2023' })).toEqual(['2.docx']);
    expect(await sorted({ title: '%' })).toEqual([]);
    expect(await sorted({ name: '2.DO' })).toEqual(['2.docx']);
    expect(await sorted({ profile: 'rule-of-law-government' })).toHaveLength(5);
    expect(await sorted({ profile: 'another' })).toEqual([]);
    expect(await sorted({ indicator: 'disputes-mediated', above: 3, below: 120 })).toEqual(['0.docx']);
    expect(await sorted({ batch: 'two' })).toEqual(['3.docx', '4.docx']);
    expect(await sorted({ indicator: 'disputes-mediated' })).toHaveLength(4);
    expect(await sorted({ indicator: 'disputes-mediated', min: 3, max: 7 })).toEqual(['0.docx', '3.docx']);
    expect(await sorted({ indicator: 'no-such' })).toEqual([]);
    expect(await sorted({ missing: 'problems' })).toEqual(['1.docx']);
    expect(await sorted({ finding: 'part-missing' })).toHaveLength(5);
    expect(await sorted({ finding: 'no-title' })).toEqual([]);
  });

  it('are found by words of their text, across line breaks and full-width digits', async () => {
    await fill();
    const found = async (text: string) => (await names({ text })).sort();
    expect(await found('执法')).toEqual(['0.docx', '1.docx']);
    // The second holds all its pairs of letters, and not the word.
    expect(await found('执法检查')).toEqual(['0.docx']);
    expect((await catalogue().reports(query({ text: '执法检查' }))).total).toBe(1);
    expect(await found('检查12次')).toEqual(['0.docx']);
    expect(await found('执法 office')).toEqual(['1.docx']);
    expect(await found('执法 从未')).toEqual([]);
    expect(await names({ text: '执法', year: 2024, sort: 'place' })).toEqual(['1.docx']);
    expect(Query.safeParse({ text: '执' }).success).toBe(false);
  });

  it('leave the list while they are read again, and come back', async () => {
    await fill();
    const upload = sampleUpload('0.docx', 'one');
    await catalogue().reopenFinished(upload.uploadId);
    expect(await names({ text: '执法' })).toEqual(['1.docx']);
    expect((await catalogue().reports(query())).total).toBe(4);
    const again = told(upload, { place: '丁镇', year: 2022 });
    await catalogue().publish(
      { ...again, publishedAt: '2026-04-01T08:00:00.000Z', resultId: 'f'.repeat(32) },
      'r',
      '执法',
    );
    expect(await names({ text: '执法', place: '丁' })).toEqual(['0.docx']);
    expect(await names({ place: '丙' })).toEqual([]);
  });

  it.each(['uploaded', 'year', 'place', 'name', 'figures', 'indicators', 'findings', 'value'])(
    'are paged by %s both ways without a gap',
    async (sort) => {
      await fill();
      for (const order of ['asc', 'desc']) {
        const all = (await catalogue().reports(query({ sort, order, indicator: 'disputes-mediated' })))
          .reports;
        const paged: string[] = [];
        let cursor: string | null | undefined;
        do {
          const page = await catalogue().reports(
            query({ sort, order, indicator: 'disputes-mediated', limit: 1, ...(cursor && { cursor }) }),
          );
          expect(page.total).toBe(cursor ? null : 4);
          paged.push(...page.reports.map((row) => row.name));
          cursor = page.nextCursor;
        } while (cursor);
        expect(paged).toEqual(all.map((row) => row.name));
        expect(new Set(paged).size).toBe(4);
      }
    },
  );

  it('are in the order asked for, with the value asked for', async () => {
    await fill();
    const page = await catalogue().reports(
      query({ sort: 'value', order: 'desc', indicator: 'disputes-mediated' }),
    );
    expect(page.reports.map(({ value, unit }) => [value, unit])).toEqual([
      [120, '件'],
      [7, '件'],
      [3, '件'],
      [2, '件'],
    ]);
    expect(await names({ sort: 'year', order: 'asc', limit: 2 })).toHaveLength(2);
    const years = (await catalogue().reports(query({ sort: 'year', order: 'asc' }))).reports;
    expect(years.map((row) => row.year)).toEqual([2022, 2022, 2023, 2023, 2024]);
  });

  it('refuse a cursor of another order, and nonsense', async () => {
    await fill();
    const { nextCursor } = await catalogue().reports(query({ sort: 'year', limit: 1 }));
    const other = query({ sort: 'place', ...(nextCursor && { cursor: nextCursor }) });
    await expect(catalogue().reports(other)).rejects.toThrow(RangeError);
    await expect(catalogue().reports(query({ cursor: 'nonsense' }))).rejects.toThrow(RangeError);
  });
});

await describeOnBothDatabases('operator views', ({ catalogue }) => {
  it('group failures by code and stage, unsupported ones apart', async () => {
    for (const [n, code] of (['CORRUPT_ZIP', 'CORRUPT_ZIP', 'UNSUPPORTED_OFD'] as const).entries()) {
      const upload = sampleUpload(`${n}.docx`, n === 0 ? 'one' : 'two');
      await catalogue().register([upload], 'e');
      await catalogue().publish(sampleFailure(upload, code), `results/${n}`);
    }
    expect(await catalogue().failureGroups()).toMatchObject([
      { code: 'CORRUPT_ZIP', stage: 'convert', unsupported: false, count: 2 },
      { code: 'UNSUPPORTED_OFD', stage: 'convert', unsupported: true, count: 1 },
    ]);
    expect(await catalogue().failureGroups({ batch: 'one' })).toMatchObject([
      { code: 'CORRUPT_ZIP', count: 1 },
    ]);
  });

  it('name the oldest upload in flight', async () => {
    expect(await catalogue().oldestInFlight()).toBeNull();
    const at = (day: number) => ({ uploadedAt: new Date(Date.UTC(2026, 1, day)) });
    await catalogue().register([sampleUpload('b', 'x', at(5)), sampleUpload('a', 'x', at(4))], 'e');
    expect(await catalogue().oldestInFlight()).toMatchObject({
      name: 'a',
      uploadedAt: '2026-02-04T00:00:00.000Z',
    });
  });

  it('count what each batch finished lately', async () => {
    const upload = sampleUpload('a', 'x');
    await catalogue().register([upload, sampleUpload('b', 'y')], 'e');
    await catalogue().publish(sampleReport(upload, { publishedAt: new Date().toISOString() }), 'r');
    expect(await catalogue().finishedByBatch(3600, ['x', 'y'])).toEqual(new Map([['x', 1]]));
  });

  it('take a finished upload back in flight, once', async () => {
    const upload = sampleUpload('a', 'x');
    await catalogue().register([upload], 'e');
    expect(await catalogue().reopenFinished(upload.uploadId)).toBeNull();
    const report = sampleReport(upload);
    await catalogue().publish(report, 'r');
    expect(await catalogue().reopenFinished(upload.uploadId)).toMatchObject({
      uploadId: upload.uploadId,
      key: upload.key,
    });
    expect(await catalogue().reopenFinished(upload.uploadId)).toBeNull();
    await catalogue().publish(report, 'r');
    expect((await catalogue().document(upload.uploadId))?.state).toBe('published');
  });
});

describe('report queries', () => {
  it('know their bounds', () => {
    expect(Query.safeParse({ limit: 0 }).success).toBe(false);
    expect(Query.safeParse({ sort: 'colour' }).success).toBe(false);
    expect(query()).toMatchObject({ sort: 'uploaded', order: 'desc', limit: 50 });
  });
});
