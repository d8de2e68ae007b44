import type { Indicator, Quantity, ReportResult, UploadRef } from '@nianbao/contracts';
import { CrossFinding } from '@nianbao/contracts';
import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../support/catalogue-backends.ts';
import { sampleReport, sampleUpload } from '../support/catalogue-samples.ts';

interface Told {
  place: string;
  year?: number | null;
  parents?: string[];
  issuer?: string;
  prints?: number[];
  /** Indicator → value and unit, e.g. 1,234份. */
  values?: Record<string, [number, string]>;
  profile?: string;
}

await describeOnBothDatabases('findings across reports', ({ catalogue }) => {
  /** Publishes these reports and returns the findings of the last. */
  async function related(...reports: Told[]) {
    let last = '';
    for (const [n, each] of reports.entries()) {
      const upload = sampleUpload(`${n}.docx`);
      await catalogue().register([upload], 'e');
      const report = told(upload, each);
      await catalogue().publish(report, `results/${n}`);
      last = report.documentId;
    }
    const findings = await catalogue().related(last);
    return findings.map((finding) => CrossFinding.parse(finding));
  }
  const codes = (findings: CrossFinding[]) => findings.map(({ code }) => code);
  const older: Told = { place: '云栖镇', year: 2024, prints: [1, 2, 3, 4, 5, 6] };

  it('show paragraphs taken over from the earlier year, with both places', async () => {
    const findings = await related(older, {
      place: '云栖镇',
      year: 2025,
      prints: [10, 2, 11, 3, 12, 5, 13, 14],
    });
    expect(findings).toMatchObject([
      {
        code: 'copied-from-earlier-year',
        here: [span(1), span(3), span(5)],
        there: { name: '0.docx', year: 2024, jurisdiction: '云栖镇', spans: [span(1), span(2), span(4)] },
      },
    ]);
    expect(findings[0]?.message.zh).toContain('有 3 段与本地 2024 年报告相同');
    expect(findings[0]?.message.en).toContain('38% of the 8');
  });

  it.each<[string, Told, Told]>([
    [
      'few paragraphs in common',
      older,
      { place: '云栖镇', year: 2025, prints: [1, 2, 20, 21, 22, 23, 24, 25, 26] },
    ],
    ['a later year', { ...older, year: 2026 }, { place: '云栖镇', year: 2025, prints: [1, 2, 3] }],
    ['the same year', { ...older, year: 2025 }, { place: '云栖镇', year: 2025, prints: [1, 2, 3] }],
    ['an unknown year', older, { place: '云栖镇', year: null, prints: [1, 2, 3] }],
    ['another genre', { ...older, profile: 'other@1' }, { place: '云栖镇', year: 2025, prints: [1, 2, 3] }],
    [
      'another body of the place',
      { ...older, issuer: '云栖县司法局' },
      { place: '云栖镇', year: 2025, prints: [1, 2, 3] },
    ],
    [
      'a namesake of another county',
      { ...older, parents: ['甲川县'] },
      { place: '云栖镇', parents: ['乙川县'], year: 2025, prints: [1, 2, 3] },
    ],
  ])('say nothing of %s', async (_, first, second) => {
    expect(await related(first, second)).toEqual([]);
  });

  it('know a place whose county only one report names', async () => {
    const findings = await related(older, {
      place: '云栖镇',
      parents: ['甲川县'],
      year: 2025,
      prints: [1, 2],
    });
    expect(codes(findings)).toEqual(['copied-from-earlier-year']);
  });

  it('take the nearest earlier year', async () => {
    const findings = await related(
      { ...older, year: 2022 },
      { place: '云栖镇', year: 2024, prints: [1, 2, 3, 50] },
      { ...older, year: 2023 },
      { place: '云栖镇', year: 2025, prints: [1, 2, 3] },
    );
    expect(findings.map(({ there }) => there.year)).toEqual([2024]);
  });

  it('show near-copies of other places, once for each place, not of later years', async () => {
    const findings = await related(
      { place: '青田乡', year: 2023, prints: [1, 2, 3, 90] },
      { place: '青田乡', year: 2024, prints: [1, 2, 3, 4] },
      { place: '白石乡', year: 2025, prints: [1, 2, 3] },
      { place: '黑石乡', year: 2026, prints: [1, 2, 3, 4, 5] },
      { place: '红石乡', year: 2025, prints: [1, 2, 91, 92] },
      { place: '云栖镇', year: 2025, prints: [1, 2, 3, 4, 5, 6, 7] },
    );
    expect(findings.map(({ code, there }) => [code, there.jurisdiction, there.year])).toEqual([
      ['copied-from-other-place', '青田乡', 2024],
      ['copied-from-other-place', '白石乡', 2025],
    ]);
    expect(findings[0]?.message.zh).toContain('有 4 段与青田乡 2024 年报告相同');
  });

  it('leave out what stands in reports of more than five places', async () => {
    const crowd = (places: number): Told[] =>
      [...'甲乙丙丁戊己']
        .slice(0, places)
        .map((name) => ({ place: `${name}乡`, year: 2024, prints: [1, 2, 3] }));
    const mine: Told = { place: '云栖镇', year: 2025, prints: [1, 2, 3] };
    expect(await related(...crowd(4), mine)).toHaveLength(4);
    await catalogue().refill(async () => {});
    expect(await related(...crowd(5), mine)).toEqual([]);
    await catalogue().refill(async () => {});
    // Nor does a formula count as copied from the earlier year.
    expect(await related({ ...older, prints: [1, 2, 3] }, ...crowd(5), mine)).toEqual([]);
  });

  it('show figures that did not change', async () => {
    const values: Told['values'] = { a: [56, '场'], b: [120, '件'], c: [31, '起'], d: [1234, '份'] };
    const findings = await related({ ...older, values }, { place: '云栖镇', year: 2025, values });
    expect(findings).toMatchObject([{ code: 'figures-unchanged', indicators: ['a', 'b', 'c', 'd'] }]);
    expect(findings[0]?.here[0]).toEqual({ start: 0, end: 3, quote: '56场' });
    expect(findings[0]?.message.zh).toContain('有 4 项数字与本地 2024 年报告完全相同：甲事56场、');
  });

  it.each<[string, Told['values'], Told['values'], string[]]>([
    ['one long figure', { a: [1234, '份'] }, { a: [1234, '份'] }, ['figures-unchanged']],
    ['one round figure', { a: [5000, '份'] }, { a: [5000, '份'] }, []],
    ['two figures', { a: [56, '场'], b: [120, '件'] }, { a: [56, '场'], b: [120, '件'] }, []],
    [
      'small figures',
      { a: [4, '次'], b: [2, '件'], c: [1, '起'] },
      { a: [4, '次'], b: [2, '件'], c: [1, '起'] },
      [],
    ],
    ['staff', { a: [1234, '人'], b: [56, '个'] }, { a: [1234, '人'], b: [56, '个'] }, []],
    [
      'rates',
      { a: [100, '%'], b: [98, '%'], c: [95, '%'] },
      { a: [100, '%'], b: [98, '%'], c: [95, '%'] },
      [],
    ],
    ['tenfold', { a: [56, '场'] }, { a: [560, '场'] }, ['figure-out-of-proportion']],
    ['a tenth', { a: [560, '场'] }, { a: [56, '场'] }, ['figure-out-of-proportion']],
    ['growth', { a: [56, '场'] }, { a: [500, '场'] }, []],
    ['tenfold of hardly any', { a: [2, '场'] }, { a: [40, '场'] }, []],
    ['another unit', { a: [56, '场'] }, { a: [5600, '次'] }, []],
  ])('tell %s', async (_, before, after, expected) => {
    const findings = await related(
      { place: '云栖镇', year: 2024, ...(before && { values: before }) },
      { place: '云栖镇', year: 2025, ...(after && { values: after }) },
    );
    expect(codes(findings)).toEqual(expected);
    for (const { here, there } of findings) expect(here).toHaveLength(there.spans.length);
  });

  it('follow a report that is read anew', async () => {
    const upload = sampleUpload('again.docx');
    await catalogue().register([upload], 'e');
    const first = told(upload, { place: '云栖镇', year: 2025, prints: [1, 2, 3] });
    await catalogue().publish(first, 'r/1');
    expect(codes(await related(older, { place: '青田乡', year: 2025 }))).toEqual([]);
    expect(codes(await catalogue().related(first.documentId))).toEqual(['copied-from-earlier-year']);
    const anew = { ...first, resultId: 'f'.repeat(32), publishedAt: '2026-04-01T00:00:00.000Z', prints: [] };
    await catalogue().publish(anew, 'r/2');
    expect(await catalogue().related(first.documentId)).toEqual([]);
  });

  it('are none of an unknown document or one without a place', async () => {
    expect(await catalogue().related('0'.repeat(64))).toEqual([]);
    const upload = sampleUpload('nowhere.docx');
    await catalogue().register([upload], 'e');
    const report = told(upload, { place: '云栖镇', prints: [1, 2, 3] });
    await catalogue().publish({ ...report, outline: { ...report.outline, jurisdiction: null } }, 'r');
    expect(await catalogue().related(report.documentId)).toEqual([]);
  });
});

function told(
  upload: UploadRef,
  { place, year = 2025, parents = [], issuer, prints, values, profile }: Told,
) {
  const report = sampleReport(upload, { quantities: 0 });
  const figures = Object.entries(values ?? {}).map(([key, [value, unit]], n) => figure(key, value, unit, n));
  return {
    ...report,
    outline: {
      ...report.outline,
      jurisdiction: place,
      parentJurisdictions: parents,
      year,
      issuer: issuer ?? `${place}人民政府`,
    },
    quantities: figures.map(([quantity]) => quantity),
    indicators: figures.map(([, indicator]) => indicator),
    prints: (prints ?? []).map((print, n) => ({ print: print + 2 ** 51, ...span(n) })),
    versions: { stages: {}, profile: profile ?? 'rule-of-law-government@3' },
  } satisfies ReportResult;
}

function figure(key: string, value: number, unit: string, n: number): [Quantity, Indicator] {
  const id = `q${n + 1}`;
  const quote = `${value}${unit}`;
  const subject = `${'甲乙丙丁'[n] ?? ''}事`;
  const start = 100 * n;
  return [
    {
      id,
      value,
      unit,
      quote,
      start,
      end: start + quote.length,
      status: 'reported',
      subject,
      sectionId: null,
    },
    { key, value, unit, status: 'reported', quantityIds: [id], rule: 'sample' },
  ];
}

function span(n: number) {
  return { start: 100 * n, end: 100 * n + 80 };
}
