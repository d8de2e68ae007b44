import type { Finding, Quantity } from '@nianbao/contracts';
import { flatMap } from '../patterns/flat-map.ts';
import { isChange, withoutComparisons } from './comparisons.ts';
import { decimals, isExact, show, spanOf } from './exact.ts';
import type { ReviewSource } from './source.ts';

// One unit of the last printed digit: 33.3% may be rounded or cut off; a hair more for binary fractions.
const slack = 1.001;
// How far back the true base may stand: in characters, and in figures.
const longestSentence = 400;
const nearest = 40;
const narrower = /提前|按时|按期|及时|如期|限时|准时|当场|当日|一次性?|首次|当庭/;
const rateName = /^，([\u4e00-\u9fff]{2,4})率(?:达到?|为)?$/;
const plainVerb = /^，(?:已|共|成功)?([\u4e00-\u9fff]{2,4}?)(?:案件)?$/;

/** Rates against the counts they are the share of, where the extraction knows both. */
export function checkRates(source: ReviewSource): Finding[] {
  const byId = new Map(source.extraction.quantities.map((quantity) => [quantity.id, quantity]));
  return flatMap(source.extraction.quantities, (rate, at) => {
    if (rate.unit !== '%' || rate.status !== 'reported' || rate.approximation) return [];
    const [part, whole] =
      rate.relation?.type === 'rate-of'
        ? rate.relation.quantityIds.map((id) => byId.get(id))
        : neighbours(source, at);
    if (!part || !whole || !isExact(part) || !isExact(whole) || whole.value === 0) return [];
    // More than all: that is another finding.
    if (part.value > whole.value || !sameUnit(part, whole)) return [];
    if (isNarrower(source, rate, part)) return [];
    const actual = (part.value / whole.value) * 100;
    if (holds(rate, actual) || holdsElsewhere(source, at, [part, whole])) return [];
    return [toFinding(source, rate, part, whole, actual)];
  });
}

/** The rate named for the very verb of the figure before it (交办96件，办结94件，办结率98%): the part and its whole. */
function neighbours(source: ReviewSource, at: number): Quantity[] {
  const { quantities } = source.extraction;
  const [part, rate] = [quantities[at - 1], quantities[at]];
  // 抽查1357户次，较上年减少22.6%，发现问题218户: what is compared stands between.
  const whole = quantities
    .slice(Math.max(0, at - 3), at - 1)
    .findLast((one) => one.unit !== '%' && !isChange(source.folded, one));
  if (!whole || !part || !rate || rate.relation) return [];
  if (named(source, whole, part, rate)) return [part, whole];
  if (whole.relation || part.relation) return [];
  if (part.status !== 'reported' || whole.status !== 'reported') return [];
  const name = rateName.exec(source.folded.slice(part.end, rate.start))?.[1];
  const verb = plainVerb.exec(withoutComparisons(source.folded.slice(whole.end, part.start)))?.[1];
  return name !== undefined && (verb === name || verb === turned(name)) ? [part, whole] : [];
}

/** 问题发现 → 发现问题. */
function turned(name: string): string {
  return name.length === 4 ? name.slice(2) + name.slice(0, 2) : name;
}

/** 抽查20卷，其中优秀案卷8卷，优秀率42%; 成功的471件里，有13件反悔，反悔率2.8%: the rate bears the word of the part of a whole. */
function named(source: ReviewSource, whole: Quantity, part: Quantity, rate: Quantity): boolean {
  const opened = /(?:其中|^[^，。；\d]{0,6}[中里]，有?)([^，。；\d]{0,8})$/.exec(
    source.folded.slice(whole.end, part.start),
  );
  const [, behind, name] =
    /^([^，。；\d]{0,8})，([\u4e00-\u9fff]{2,4})率(?:达到?|为)?$/.exec(
      source.folded.slice(part.end, rate.start),
    ) ?? [];
  return opened !== null && name !== undefined && `${opened[1]} ${behind}`.includes(name);
}

/** What was found of 1357户次 is counted in 户. */
function sameUnit(part: Quantity, whole: Quantity): boolean {
  return part.unit === whole.unit || `${part.unit}次` === whole.unit;
}

/** A rate of what was done in time (按时答复率) is none of all that was done. */
function isNarrower(source: ReviewSource, rate: Quantity, part: Quantity): boolean {
  const clauseBefore = (end: number): string =>
    /[^，。；\n]*$/.exec(source.folded.slice(Math.max(0, end - 20), end))?.[0] ?? '';
  const word = narrower.exec(clauseBefore(rate.start))?.[0];
  return word !== undefined && !clauseBefore(part.start).includes(word);
}

/** The sentence may hold the true base beside the one that was taken (13526人，其中农业人口10130人). Doubt says no finding. */
function holdsElsewhere(source: ReviewSource, at: number, taken: [Quantity, Quantity]): boolean {
  const { quantities } = source.extraction;
  const rate = quantities[at];
  if (!rate) return false;
  const window = source.folded.slice(Math.max(0, rate.start - longestSentence), rate.start);
  const sentence = rate.start - window.length + Math.max(window.lastIndexOf('。'), window.lastIndexOf('\n'));
  const near = quantities
    .slice(Math.max(0, at - nearest), at)
    .filter((one) => one.start > sentence && one.unit === taken[0].unit && one.value > 0);
  return near.some((whole) =>
    near.some(
      (part) => part.value <= whole.value && part !== whole && holds(rate, (part.value / whole.value) * 100),
    ),
  );
}

function holds(rate: Quantity, actual: number): boolean {
  const step = 10 ** -decimals(rate.quote) * slack;
  if (rate.bound === 'min') return actual >= rate.value - step;
  if (rate.bound === 'max') return actual <= rate.value + step;
  return Math.abs(actual - rate.value) <= step;
}

function toFinding(
  source: ReviewSource,
  rate: Quantity,
  part: Quantity,
  whole: Quantity,
  actual: number,
): Finding {
  const computed = `${show(part.value)} ÷ ${show(whole.value)} = ${actual.toFixed(2)}%`;
  return {
    code: 'rate-mismatch',
    severity: 'warning',
    message: {
      zh: `${rate.subject || '比率'}与数字不符：${computed}，报告写 ${rate.quote}。`,
      en: `The rate (${rate.subject || rate.quote}) does not fit its figures: ${computed}, the report says ${rate.quote}.`,
    },
    spans: [part, whole, rate].map((quantity) => spanOf(source, quantity)),
    basis: { kind: 'arithmetic', reference: computed },
  };
}
