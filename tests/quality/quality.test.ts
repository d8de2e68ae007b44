import { describe, expect, it } from 'vitest';
import { belowFloors } from './floors.ts';
import { type AnnotatedReport, loadCorpus, loadSamples } from './gold.ts';
import { predict } from './prediction.ts';
import { scoreReport, totalScore } from './score-report.ts';

const corpus = loadCorpus();
const samples = loadSamples();
if (!corpus) console.warn('SKIPPED: the private corpus is absent; set NIANBAO_CORPUS to measure it.');

describe('quality', () => {
  it('has annotated samples of its own', () => {
    expect(samples.length).toBeGreaterThanOrEqual(2);
  });

  it('holds the floors on the repository’s own samples', () => {
    expect(belowFloors('own samples', total(samples))).toEqual([]);
  });

  it.skipIf(!corpus)('holds the floors on the private corpus', () => {
    expect(belowFloors('private corpus', total(corpus ?? []))).toEqual([]);
  });

  it('scores the annotations themselves as perfect and an empty prediction as nothing', () => {
    for (const { gold } of samples) {
      const ideal = scoreReport(
        {
          headings: gold.headings,
          findings: [],
          quantities: gold.quantities.map((quantity) => ({
            ...quantity,
            bound: quantity.bound ?? null,
            subject: quantity.subject ?? '',
          })),
          indicators: Object.fromEntries(
            Object.entries(gold.indicators).map(([key, { value, bound }]) => [
              key,
              { value, bound: bound ?? null },
            ]),
          ),
          parts: Object.fromEntries(Object.entries(gold.parts).map(([key, { state }]) => [key, state])),
        },
        gold,
      );
      for (const [name, { fp, fn }] of Object.entries(ideal.tallies))
        if (name !== 'findings') expect([name, fp, fn]).toEqual([name, 0, 0]);
      for (const [right, of] of Object.values(ideal.ratios)) expect(right).toBe(of);
      const empty = scoreReport(
        { headings: [], quantities: [], indicators: {}, parts: {}, findings: [] },
        gold,
      );
      expect(empty.tallies.quantities).toEqual({ tp: 0, fp: 0, fn: gold.quantities.length });
    }
  });
});

function total(reports: readonly AnnotatedReport[]) {
  return totalScore(reports.map(({ text, gold }) => scoreReport(predict(text, gold.meta?.profile), gold)));
}
