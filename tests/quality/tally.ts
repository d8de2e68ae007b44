/** Right, wrong and missed. */
export interface Tally {
  tp: number;
  fp: number;
  fn: number;
}

export type Ratio = [right: number, of: number];

export interface Measures {
  p: number;
  r: number;
  f1: number;
}

export function tally(tp = 0, fp = 0, fn = 0): Tally {
  return { tp, fp, fn };
}

export function add(left: Tally, right: Tally): Tally {
  return tally(left.tp + right.tp, left.fp + right.fp, left.fn + right.fn);
}

/** Precision, recall and their harmonic mean; nothing to find and nothing found counts as 1. */
export function measures({ tp, fp, fn }: Tally): Measures {
  const p = tp + fp > 0 ? tp / (tp + fp) : fn > 0 ? 0 : 1;
  const r = tp + fn > 0 ? tp / (tp + fn) : 1;
  return { p, r, f1: p + r > 0 ? (2 * p * r) / (p + r) : 0 };
}

/** One-to-one pairs [prediction, gold] by ascending cost; `null` is no match. */
export function pair<P, G>(
  predicted: readonly P[],
  gold: readonly G[],
  cost: (p: P, g: G) => number | null,
): [number, number][] {
  const candidates = predicted
    .flatMap((p, i) =>
      gold.flatMap((g, j): [number, number, number][] => {
        const price = cost(p, g);
        return price === null ? [] : [[price, i, j]];
      }),
    )
    .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  const usedPredicted = new Set<number>();
  const usedGold = new Set<number>();
  const pairs: [number, number][] = [];
  for (const [, i, j] of candidates) {
    if (usedPredicted.has(i) || usedGold.has(j)) continue;
    usedPredicted.add(i);
    usedGold.add(j);
    pairs.push([i, j]);
  }
  return pairs;
}
