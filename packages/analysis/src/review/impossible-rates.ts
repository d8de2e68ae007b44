import type { Finding } from '@nianbao/contracts';
import { compiledPattern } from '../outline/compiled-pattern.ts';
import { flatMap } from '../patterns/flat-map.ts';
import { quoted, type ReviewSource } from './source.ts';

// How far before the figure its noun is looked for; never past a sentence's end.
const lookBack = 20;

/** Shares over 100%, and 100%以上: nothing can be more than all. Growth may be. */
export function checkImpossibleRates(source: ReviewSource): Finding[] {
  const share = compiledPattern(source.profile.review.shareWords);
  const growth = compiledPattern(source.profile.review.growthWords);
  return flatMap(source.extraction.quantities, (quantity) => {
    if (quantity.unit !== '%' || quantity.status === 'planned') return [];
    const over = quantity.value > 100;
    const atLeastAll = quantity.value === 100 && quantity.bound === 'min';
    if (!over && !atLeastAll) return [];
    const before = source.folded.slice(Math.max(0, quantity.start - lookBack), quantity.start);
    const clause = before.slice(
      Math.max(...['。', '；', '，', '\n'].map((mark) => before.lastIndexOf(mark))) + 1,
    );
    const around = clause + source.folded.slice(quantity.end, quantity.end + 2);
    if (growth.test(around) || !share.test(clause)) return [];
    return [
      {
        code: 'rate-over-100' as const,
        severity: 'error' as const,
        message: over
          ? {
              zh: `比率不可能超过 100%：${quantity.quote}。`,
              en: `A share cannot exceed 100%: ${quantity.quote}.`,
            }
          : {
              zh: `“${quantity.quote}”不成立：比率最高为 100%。`,
              en: `“${quantity.quote}” cannot be: a share is at most 100%.`,
            },
        spans: [quoted(source, quantity.start - clause.length, quantity.end)],
        basis: { kind: 'arithmetic' as const, reference: `${quantity.quote} > 100%` },
      },
    ];
  });
}
