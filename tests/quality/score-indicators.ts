import type { Gold } from './gold.ts';
import type { Prediction } from './prediction.ts';
import { equalValues } from './score-quantities.ts';
import { type Tally, tally } from './tally.ts';

/**
 * Key and value. Any value in `accept` is right; one in `lenient` or `indicators_lenient` is neither right nor wrong (a gold key
 * stays missed); `optional` keys are never missed; `need_bound` keys are right only with the gold's bound.
 */
export function scoreIndicators(predicted: Prediction['indicators'], gold: Gold): Tally {
  const count = tally();
  const hit = new Set<string>();
  for (const [key, { value, bound }] of Object.entries(predicted)) {
    const wanted = gold.indicators[key];
    const isIn = (values: readonly number[] = []) => values.some((other) => equalValues(value, other));
    if (!wanted) {
      if (!isIn(gold.indicators_lenient?.[key])) count.fp += 1;
      continue;
    }
    if (isIn(wanted.accept) && (!wanted.need_bound || bound === wanted.bound)) {
      count.tp += 1;
      hit.add(key);
    } else if (!isIn(wanted.lenient)) count.fp += 1;
  }
  count.fn = Object.entries(gold.indicators).filter(
    ([key, { optional }]) => !hit.has(key) && !optional,
  ).length;
  return count;
}
