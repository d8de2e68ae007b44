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
    const changes = changesIn(text, sentence);
    for (const [index, quantity] of sentence.entries()) {
      const relation =
        rateOf(text, quantity, sentence.slice(0, index), relations) ?? changes.get(quantity.id);
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

function rateOf(
  text: string,
  quantity: Quantity,
  earlier: readonly Quantity[],
  relations: ReadonlyMap<string, QuantityRelation>,
): QuantityRelation | null {
  if (quantity.unit !== '%') return null;
  const counts = earlier.filter((other) => other.unit !== '%').reverse();
  const head = headOf(text, quantity);
  const share = shareOf.exec(head)?.groups?.base;
  if (share !== undefined) {
    const numerator = counts[0];
    const whole = numerator && relations.get(numerator.id);
    // 援助8146件，其中农民工案件3218件，占36.5%: of the whole it is a part of.
    if (
      numerator &&
      whole?.type === 'part-of' &&
      /^[，、]?占/.test(text.slice(numerator.end, quantity.start)) &&
      share === ''
    )
      return rate([numerator, ...counts.filter(({ id }) => id === whole.quantityIds[0])]);
    const bases = counts.filter(
      (other) =>
        other !== numerator && share !== '' && speaksOf(text, other, share) && other.unit === numerator?.unit,
    );
    // 人口13526人（其中农业人口10130人），少数民族5163人、占全镇人口的…: of all the people, not of those on farms.
    const base = bases.find(({ subject }) => subject === share) ?? bases[0];
    return numerator && base ? rate([numerator, base]) : null;
  }
  const known = rates.find((candidate) => candidate.rate.test(head));
  if (!known) return null;
  const numerator = counts.find((other) => known.numerator.test(near(text, other)));
  const base = counts.find(
    (other) => other !== numerator && known.base.test(near(text, other)) && other.unit === numerator?.unit,
  );
  // 办结建议7件、提案9件，答复率100%: two of a list, no part and its whole.
  if (numerator && base) return areListed(text, numerator, base) ? null : rate([numerator, base]);
  const only = counts.find((other) => known.base.test(near(text, other)) && !occasions.test(other.unit));
  return only ? rate([only]) : null;
}

function areListed(text: string, a: Quantity, b: Quantity): boolean {
  const [first, second] = a.start < b.start ? [a, b] : [b, a];
  return /^[、和及与][^，。；\d]*$/.test(text.slice(first.end, second.start));
}

/** 由去年的9批次24人次下降到今年的4批次7人次: each later figure points to the earlier one of its unit. */
function changesIn(text: string, sentence: readonly Quantity[]): Map<string, QuantityRelation> {
  const found = new Map<string, QuantityRelation>();
  let opener: Quantity | null = null;
  let origin = -1;
  for (const [index, quantity] of sentence.entries()) {
    const previous = sentence[index - 1];
    const gap = text.slice(previous?.end ?? Math.max(0, quantity.start - 30), quantity.start);
    if (changeTo.test(gap)) opener = quantity;
    else if (changeFrom.test(headOf(text, quantity)) && origin < 0) origin = index;
    if (!opener || origin < 0) continue;
    const before = opener.start;
    const from = sentence.findLastIndex(
      (other, at) => at >= origin && other.start < before && other.unit === quantity.unit,
    );
    const isFollowOn = opener === quantity || quantity.start - opener.end <= opener.end - opener.start + 6;
    const source = sentence[from];
    if (source && isFollowOn) found.set(quantity.id, { type: 'change-from', quantityIds: [source.id] });
  }
  return found;
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
