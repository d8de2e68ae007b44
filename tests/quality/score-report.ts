import type { Gold } from './gold.ts';
import type { Prediction } from './prediction.ts';
import { scoreFindings } from './score-findings.ts';
import { scoreHeadings } from './score-headings.ts';
import { scoreIndicators } from './score-indicators.ts';
import { scoreQuantities } from './score-quantities.ts';
import { add, type Ratio, type Tally } from './tally.ts';

export interface ReportScore {
  tallies: Record<string, Tally>;
  ratios: Record<string, Ratio>;
}

/** All measures of one report. */
export function scoreReport(predicted: Prediction, gold: Gold): ReportScore {
  const quantities = scoreQuantities(predicted.quantities, gold.quantities);
  const headings = (levels: number[], lenient: boolean) =>
    scoreHeadings(predicted.headings, gold.headings, levels, lenient);
  const parts = Object.entries(gold.parts);
  const right = parts.filter(([key, { accept }]) => accept.includes(predicted.parts[key] ?? '')).length;
  return {
    tallies: {
      'headings L1-2': headings([1, 2], false),
      'headings L1-2 lenient': headings([1, 2], true),
      'headings L3': headings([3], false),
      'headings L3 lenient': headings([3], true),
      'headings all': headings([1, 2, 3], false),
      quantities: quantities.strict,
      'quantities borderline free': quantities.borderlineFree,
      indicators: scoreIndicators(predicted.indicators, gold),
      findings: scoreFindings(predicted.findings, gold.consistency),
    },
    ratios: {
      'approx on matched': quantities.approximation,
      'bound on matched': quantities.bound,
      'subject on matched': quantities.subject,
      'parts right': [right, parts.length],
    },
  };
}

/** Micro-total: the tallies of all reports added up. */
export function totalScore(scores: readonly ReportScore[]): ReportScore {
  const total: ReportScore = { tallies: {}, ratios: {} };
  for (const { tallies, ratios } of scores) {
    for (const [name, value] of Object.entries(tallies)) {
      const sum = total.tallies[name];
      total.tallies[name] = sum ? add(sum, value) : value;
    }
    for (const [name, [right, of]] of Object.entries(ratios)) {
      const sum = total.ratios[name];
      total.ratios[name] = [right + (sum?.[0] ?? 0), of + (sum?.[1] ?? 0)];
    }
  }
  return total;
}
