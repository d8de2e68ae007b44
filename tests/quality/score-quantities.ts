import type { GoldQuantity } from './gold.ts';
import type { Prediction } from './prediction.ts';
import { scoreSubjects } from './score-subjects.ts';
import { pair, type Ratio, type Tally, tally } from './tally.ts';

export interface QuantityScore {
  strict: Tally;
  /** Gold items marked borderline are neither missed nor wrong. */
  borderlineFree: Tally;
  approximation: Ratio;
  bound: Ratio;
  subject: Ratio;
}

type PredictedQuantity = Prediction['quantities'][number];

const factors = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
  ['万', 10000],
  ['亿', 10 ** 8],
]);

/** Quantities, one-to-one: overlapping span, equal value and equal unit after 万亩, 千份, 亿元 are multiplied out. */
export function scoreQuantities(
  predicted: readonly PredictedQuantity[],
  gold: readonly GoldQuantity[],
): QuantityScore {
  const pairs = pair(predicted, gold, (p, g) => {
    const overlap = overlapOf(p, g);
    return overlap > 0 && sameAmount(p, g) ? -overlap : null;
  });
  const matched = pairs.flatMap(([i, j]) => {
    const p = predicted[i];
    const g = gold[j];
    return p && g ? [{ p, g }] : [];
  });
  const found = new Set(matched.map(({ p }) => p));
  const hit = new Set(matched.map(({ g }) => g));
  const borderline = gold.filter((g) => g.borderline);
  const bounded = matched.filter(({ g }) => g.bound);
  return {
    strict: tally(pairs.length, predicted.length - pairs.length, gold.length - pairs.length),
    borderlineFree: tally(
      matched.filter(({ g }) => !g.borderline).length,
      predicted.filter((p) => !found.has(p) && !borderline.some((g) => overlapOf(p, g) > 0)).length,
      gold.filter((g) => !hit.has(g) && !g.borderline).length,
    ),
    approximation: [matched.filter(({ p, g }) => p.approx === (g.approx ?? null)).length, matched.length],
    subject: scoreSubjects(matched.map(({ p, g }) => ({ read: p.subject ?? '', gold: g.subject ?? '' }))),
    bound: [bounded.filter(({ p, g }) => p.bound === g.bound).length, bounded.length],
  };
}

/** Equal up to rounding, 1e-9 of the larger. */
export function equalValues(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}

function overlapOf(p: PredictedQuantity, g: GoldQuantity): number {
  const end = Math.min(p.start + [...p.quote].length, g.start + [...g.quote].length);
  return end - Math.max(p.start, g.start);
}

function sameAmount(p: PredictedQuantity, g: GoldQuantity): boolean {
  const mine = multipliedOut(p.value, p.unit);
  const theirs = multipliedOut(g.value, g.unit);
  return equalValues(mine.value, theirs.value) && mine.unit === theirs.unit;
}

function multipliedOut(value: number, unit: string): { value: number; unit: string } {
  let rest = unit.normalize('NFKC').replace(/\s/g, '');
  let product = value;
  for (;;) {
    const factor = factors.get(rest.charAt(0));
    if (!factor || rest.length < 2) return { value: product, unit: rest };
    product *= factor;
    rest = rest.slice(1);
  }
}
