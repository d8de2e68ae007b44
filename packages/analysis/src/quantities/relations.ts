import type { Quantity, QuantityRelation } from '@nianbao/contracts';
import cues from './data/relation-cues.json' with { type: 'json' };
import { findParts } from './part-relations.ts';
import { sentenceEnd, sentenceStart } from './sentence.ts';

const shareOf = new RegExp(cues.shareOf);
const changeFrom = new RegExp(cues.changeFrom);
const changeTo = new RegExp(cues.changeTo);
const rates = cues.rates.map(({ rate, numerator, base }) => ({
  rate: new RegExp(`${rate}[^，。；;,]{0,6}$`),
  numerator: new RegExp(numerator),
  base: new RegExp(base),
}));
// 测试2次 is no base of a pass rate.
const occasions = /^(?:次|场|场次|期)$/;

/** The relation of each quantity to others, keyed by quantity id: part-of, rate-of, change-from. */
export function relate(text: string, quantities: readonly Quantity[]): Map<string, QuantityRelation> {
  const relations = new Map<string, QuantityRelation>();
  for (const sentence of bySentence(text, quantities)) {
    for (const [part, whole] of findParts(text, sentence)) {
      relations.set(part, { type: 'part-of', quantityIds: [whole] });
    }
    for (const quantity of sentence) {
      const earlier = sentence.filter((other) => other.start < quantity.start);
      const relation = rateOf(text, quantity, earlier) ?? changeOf(text, quantity, earlier);
      if (relation) relations.set(quantity.id, relation);
    }
  }
  return relations;
}

function bySentence(text: string, quantities: readonly Quantity[]): Quantity[][] {
  const groups: Quantity[][] = [];
  let end = -1;
  for (const quantity of quantities) {
    if (quantity.start >= end) {
      groups.push([]);
      end = Math.max(sentenceEnd(text, quantity.start), quantity.end);
    }
    groups.at(-1)?.push(quantity);
  }
  return groups;
}

function headOf(text: string, quantity: Quantity): string {
  const start = Math.max(sentenceStart(text, quantity.start), quantity.start - 40);
  return text.slice(start, quantity.start);
}

function rateOf(text: string, quantity: Quantity, earlier: readonly Quantity[]): QuantityRelation | null {
  if (quantity.unit !== '%') return null;
  const counts = earlier.filter((other) => other.unit !== '%').reverse();
  const head = headOf(text, quantity);
  const share = shareOf.exec(head)?.groups?.base;
  if (share !== undefined) {
    const numerator = counts[0];
    const base = counts.find(
      (other) =>
        other !== numerator && share !== '' && speaksOf(text, other, share) && other.unit === numerator?.unit,
    );
    return numerator && base ? rate([numerator, base]) : null;
  }
  const known = rates.find((candidate) => candidate.rate.test(head));
  if (!known) return null;
  const numerator = counts.find((other) => known.numerator.test(near(text, other)));
  const base = counts.find(
    (other) => other !== numerator && known.base.test(near(text, other)) && other.unit === numerator?.unit,
  );
  if (numerator && base) return rate([numerator, base]);
  const only = counts.find((other) => known.base.test(near(text, other)) && !occasions.test(other.unit));
  return only ? rate([only]) : null;
}

function changeOf(text: string, quantity: Quantity, earlier: readonly Quantity[]): QuantityRelation | null {
  const sameUnit = earlier.filter((other) => other.unit === quantity.unit).at(-1);
  if (!sameUnit) return null;
  const first = earlier.findLast((other) => changeTo.test(gapBefore(text, other, earlier)));
  const opener = changeTo.test(gapBefore(text, quantity, earlier)) ? quantity : first;
  if (!opener || sameUnit.start >= opener.start) return null;
  const isFollowOn =
    opener === quantity || text.slice(opener.end, quantity.start).length <= opener.quote.length + 6;
  const origin = earlier.findLast(
    (other) => other.start <= sameUnit.start && changeFrom.test(headOf(text, other)),
  );
  return isFollowOn && origin ? { type: 'change-from', quantityIds: [sameUnit.id] } : null;
}

function gapBefore(text: string, quantity: Quantity, earlier: readonly Quantity[]): string {
  const previous = earlier.filter((other) => other.start < quantity.start).at(-1);
  return text.slice(previous?.end ?? Math.max(0, quantity.start - 30), quantity.start);
}

function speaksOf(text: string, quantity: Quantity, noun: string): boolean {
  return near(text, quantity).includes(noun) || noun.includes(quantity.subject);
}

function near(text: string, quantity: Quantity): string {
  return `${text.slice(Math.max(0, quantity.start - 12), quantity.start)}${quantity.subject}`;
}

function rate(quantities: readonly Quantity[]): QuantityRelation {
  return { type: 'rate-of', quantityIds: quantities.map(({ id }) => id) };
}
