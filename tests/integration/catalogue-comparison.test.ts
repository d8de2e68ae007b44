import type { Indicator, ReportResult } from '@nianbao/contracts';
import { beforeEach, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../support/catalogue-backends.ts';
import { sampleReport, sampleUpload } from '../support/catalogue-samples.ts';

/** A report on a place and year with a value of one indicator. */
function reportOn(
  place: string,
  year: number,
  value: number | null,
  more: { unit?: string; issuedOn?: string | null; complete?: boolean } = {},
): ReportResult {
  const { unit = '件', issuedOn = `${year + 1}-01-20`, complete = false } = more;
  const sample = sampleReport(sampleUpload(`${place}${year}.docx`));
  const indicator: Indicator = {
    key: 'disputes_mediated',
    value: value ?? 0,
    unit,
    status: 'reported',
    quantityIds: ['q1'],
    rule: 'r',
  };
  return {
    ...sample,
    outline: { ...sample.outline, year, jurisdiction: place, issuedOn },
    indicators: value === null ? [] : [indicator],
    parts: complete ? sample.parts.map((part) => ({ ...part, state: 'section' as const })) : sample.parts,
  };
}

await describeOnBothDatabases('comparing', ({ catalogue }) => {
  const reports = [
    reportOn('云栖镇', 2023, 10),
    reportOn('云栖镇', 2024, 12, { complete: true }),
    reportOn('白石乡', 2023, 0, { issuedOn: '2024-03-15' }),
    reportOn('白石乡', 2024, 12, { issuedOn: '2025-04-02' }),
    reportOn('红坡镇', 2024, 30, { issuedOn: null, complete: true }),
    reportOn('柳河镇', 2024, 5, { unit: '起' }),
    reportOn('石桥镇', 2022, 8),
  ];
  beforeEach(async () => {
    for (const report of reports) {
      await catalogue().register([{ ...report.source, profileId: 'auto', priority: 1 }], 'epoch');
      await catalogue().publish(report, `results/${report.resultId}`);
    }
  });
  const asked = { indicator: 'disputes_mediated', format: 'json', lang: 'zh' } as const;

  it('gives each place its values in order, with the change from the year before', async () => {
    const { unit, leftOut, series } = await catalogue().series({ ...asked, from: 2024 });
    expect({ unit, leftOut }).toEqual({ unit: '件', leftOut: 1 });
    expect(
      series.map(({ place, points }) => [
        place,
        points.map(({ year, value, change }) => [year, value, change]),
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['青川湾县云栖镇', [[2024, 12, { absolute: 2, percent: 20 }]]],
        // Nothing is a share of zero.
        ['青川湾县白石乡', [[2024, 12, { absolute: 12, percent: null }]]],
        ['青川湾县红坡镇', [[2024, 30, null]]],
      ]),
    );
    expect(series).toHaveLength(3);
    expect((await catalogue().series({ ...asked, within: '石桥' })).series).toMatchObject([
      { place: '青川湾县石桥镇', points: [{ year: 2022, value: 8 }] },
    ]);
  });

  it('ranks the places of a year; equal values share a rank', async () => {
    const { places } = await catalogue().ranking({ ...asked, year: 2024, order: 'desc', limit: 10 });
    expect(places.map(({ rank, place, value, previous }) => [rank, place, value, previous])).toEqual([
      [1, '青川湾县红坡镇', 30, null],
      [2, '青川湾县云栖镇', 12, { rank: 1, value: 10 }],
      [2, '青川湾县白石乡', 12, { rank: 2, value: 0 }],
    ]);
    const upward = await catalogue().ranking({ ...asked, year: 2024, order: 'asc', limit: 1 });
    expect(upward.places).toMatchObject([{ rank: 1, value: 12 }]);
  });

  it('tells who filed, in time and whole, and whose report is not seen', async () => {
    const genre = 'rule-of-law-government';
    const places = await catalogue().completeness({ year: 2024, profile: genre, format: 'json', lang: 'zh' });
    expect(places.map(({ place, filed, late, missingParts }) => [place, filed, late, missingParts])).toEqual([
      ['青川湾县云栖镇', true, 'no', []],
      ['青川湾县红坡镇', true, null, []],
      ['青川湾县柳河镇', true, 'no', ['problems']],
      ['青川湾县白石乡', true, 'after-1-april', ['problems']],
      ['青川湾县石桥镇', false, null, []],
    ]);
    const year2023 = await catalogue().completeness({
      year: 2023,
      profile: genre,
      format: 'json',
      lang: 'zh',
    });
    expect(year2023.find(({ place }) => place.endsWith('白石乡'))).toMatchObject({ late: 'after-1-march' });
  });
});
