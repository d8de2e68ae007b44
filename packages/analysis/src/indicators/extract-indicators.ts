import type { Indicator, Outline, Quantity } from '@nianbao/contracts';
import { flatMap } from '../patterns/flat-map.ts';
import { withoutDust } from '../quantities/numerals.ts';
import { figureContexts, isYearPart, sentenceOf } from './figure-context.ts';
import type { IndicatorDefinition } from './indicator-definition.ts';
import { matchRules, type RuleMatch } from './match-rules.ts';

// The row of a table that adds up the others.
const totalRow = /^(?:合计|总计)：/;
// 共 of a name (共和国, 共产党, 共同) counts nothing up.
const total = /共计|累计|总计|合计|共(?![和产同青享建治识性])|全年|总/;

// 建议157件、提案183件，合计340件.
const grandTotal = /(?<!：)(?:合计|共计|总计)(?:达|为|有)?#$/;
const detail = /其中[^。；]*#/;

/** At most one value per key of the taxonomy, in its order, from the quantities of width-folded `text`. */
export function extractIndicators(
  text: string,
  quantities: readonly Quantity[],
  outline: Outline,
  definitions: readonly IndicatorDefinition[],
): Indicator[] {
  const contexts = figureContexts(text, quantities, outline);
  const found = matchRules(definitions, contexts);
  return flatMap(definitions, ({ key }, index) => {
    const matches = choose(found[index] ?? []);
    return matches.length > 0 ? [toIndicator(key, matches)] : [];
  });
}

/** The headline figure, or the summands of one: reported before ruled or denied, whole before part, total before detail. */
function choose(matches: readonly RuleMatch[]): RuleMatch[] {
  const reported = matches.filter(({ context }) => context.quantity.status === 'reported');
  const pool = wholes(reported.length > 0 ? reported : matches);
  const sumRow = pool.find(({ context }) => totalRow.test(context.clause));
  if (sumRow) return [sumRow];
  const highest = pool.reduce((most, { priority }) => Math.max(most, priority), Number.NEGATIVE_INFINITY);
  const best = pool.filter(({ priority }) => priority === highest);
  const head =
    best.find(({ context }) => grandTotal.test(context.clause)) ??
    best.find(({ context }) => total.test(context.clause) && context.quantity.bound !== 'max') ??
    best[0];
  if (!head) return [];
  if (head.rule.series) return [head, ...best.filter(({ context }) => context.lead === head.context)];
  if (!head.rule.additive || grandTotal.test(head.context.clause)) return [head];
  const unit = head.context.quantity.unit;
  const summands = best.filter(({ rule, context }) => rule.additive && context.quantity.unit === unit);
  // 建议236件、提案418件，其中市人大代表建议221件、市政协提案402件: what is told behind 其中 is counted already.
  const first = summands.filter(({ context }) => !detail.test(sentenceOf(context)));
  return distinct(first.length > 0 ? first : summands);
}

/**
 * Leaves out parts (其中…) whose whole is in the pool as well, the whole of several years when the year's part of it is, and where a
 * change began (由58%提升至92.3%) when its end is.
 */
function wholes(matches: readonly RuleMatch[]): RuleMatch[] {
  const ids = new Set(matches.map(({ context }) => context.quantity.id));
  const left = new Set(
    flatMap(matches, ({ context }) => {
      const { relation } = context.quantity;
      return relation?.type === 'change-from' || isYearPart(context) ? (relation?.quantityIds ?? []) : [];
    }),
  );
  return matches.filter(({ context }) => {
    if (left.has(context.quantity.id)) return false;
    if (isYearPart(context)) return true;
    const relation = context.quantity.relation;
    return relation?.type !== 'part-of' || !relation.quantityIds.some((id) => ids.has(id));
  });
}

/** A figure told twice with the same words is one. */
function distinct(matches: readonly RuleMatch[]): RuleMatch[] {
  const seen = new Set<string>();
  return matches.filter(({ context }) => {
    const mark = `${context.quantity.value} ${context.quantity.subject}`;
    if (seen.has(mark)) return false;
    seen.add(mark);
    return true;
  });
}

function toIndicator(key: string, matches: readonly RuleMatch[]): Indicator {
  const quantities = matches.map(({ context }) => context.quantity);
  const value = withoutDust(quantities.reduce((sum, quantity) => sum + quantity.value, 0));
  const approximation = quantities.find((quantity) => quantity.approximation)?.approximation;
  const bound = quantities.find((quantity) => quantity.bound)?.bound;
  const first = quantities[0];
  return {
    key,
    value,
    unit: first?.unit ?? '',
    ...(approximation ? { approximation } : {}),
    ...(bound ? { bound } : {}),
    status: first?.status ?? 'reported',
    quantityIds: quantities.map(({ id }) => id),
    rule: matches[0]?.rule.name ?? '',
  };
}
