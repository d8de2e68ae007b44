import type { ReportResult } from '@nianbao/contracts';
import { describe, expect, it } from 'vitest';
import { sampleFailure, sampleReport, sampleUpload } from '../../../tests/support/catalogue-samples.ts';
import { compareResults } from '../src/reprocess/compare-results.ts';

const upload = sampleUpload('云栖镇2025.docx');
const before = sampleReport(upload, { quantities: 3 });
const but = (more: Partial<ReportResult>): ReportResult => ({ ...before, ...more });

describe('what a reader would see change', () => {
  it('is nothing when only ids, offsets, rules and versions differ', () => {
    const after = but({
      resultId: 'f'.repeat(32),
      quantities: before.quantities.map((quantity, n) => ({
        ...quantity,
        id: `q${n + 9}`,
        start: quantity.start + 7,
        end: quantity.end + 7,
      })),
      indicators: before.indicators.map((indicator) => ({ ...indicator, rule: 'renamed' })),
      versions: { stages: { extract: '99' }, profile: 'x@2' },
    });
    expect(compareResults(before, after)).toEqual([]);
  });

  it('pairs a figure that is printed alike and read otherwise', () => {
    const [first, ...rest] = before.quantities;
    if (!first) throw new Error('the sample has figures');
    const after = but({ quantities: [{ ...first, unit: '起', value: 120 }, ...rest] });
    expect(compareResults(before, after)).toEqual([
      {
        kind: 'figure',
        key: '起',
        change: 'changed',
        before: '12件 调解矛盾纠纷',
        after: '12件 = 120起 调解矛盾纠纷',
      },
    ]);
  });

  it('counts equal figures: one of two that goes is one change', () => {
    const [first] = before.quantities;
    if (!first) throw new Error('the sample has figures');
    const twice = but({ quantities: [first, first] });
    const changes = compareResults(twice, but({ quantities: [first] }));
    expect(changes).toMatchObject([{ kind: 'figure', change: 'removed', before: '12件 调解矛盾纠纷' }]);
  });

  it('names indicators, parts, findings, headings and the head of the report by their keys', () => {
    const after = but({
      outline: { ...before.outline, year: 2024 },
      indicators: before.indicators.map((indicator) => ({ ...indicator, value: 13 })),
      parts: before.parts.map((part) =>
        part.key === 'problems' ? { ...part, state: 'inline' as const } : part,
      ),
      findings: before.findings.filter(({ code }) => code !== 'part-missing'),
    });
    expect(compareResults(before, after)).toEqual([
      { kind: 'about', key: 'year', change: 'changed', before: '2025', after: '2024' },
      { kind: 'indicator', key: 'disputes-mediated', change: 'changed', before: '12件', after: '13件' },
      { kind: 'part', key: 'problems', change: 'changed', before: 'absent', after: 'inline' },
      { kind: 'finding', key: 'part-missing', change: 'removed', before: '缺少', after: null },
    ]);
  });

  it('says when the report could not be read any more', () => {
    const changes = compareResults(before, sampleFailure(upload, 'CORRUPT_ZIP'));
    expect(changes).toMatchObject([{ kind: 'outcome', key: 'CORRUPT_ZIP' }]);
  });
});
