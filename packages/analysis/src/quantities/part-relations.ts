import type { Quantity } from '@nianbao/contracts';
import { flatMap } from '../patterns/flat-map.ts';
import { announcedLists } from './announced-lists.ts';
import cues from './data/relation-cues.json' with { type: 'json' };

const tolerance = 1e-9;
// What opens a list of parts right behind the whole.
const announced = /^[^，。；;]{0,6}(?:[：:（(]|，?(?:包括|包含|含|分别|即))/;

/** Pairs [part, whole] of ids among the quantities of one sentence: after 其中, or when same-unit figures add up to one before them or to the total that closes their list. */
export function findParts(text: string, sentence: readonly Quantity[]): [string, string][] {
  const closed = flatMap(announcedLists(text, sentence), ({ items, total }): [string, string][] => {
    const sum = items.reduce((all, { figure }) => all + figure.value, 0);
    const fits = items.every(({ figure }) => figure.unit === total.unit) && sum === total.value;
    return fits ? items.map(({ figure }) => [figure.id, total.id]) : [];
  });
  const opened = flatMap(sentence, (whole, index): [string, string][] => {
    const later = sentence.slice(index + 1);
    const named = namedParts(text, whole, later);
    const parts = named.length > 0 ? named : summands(text, whole, later);
    return parts.map((part) => [part.id, whole.id]);
  });
  return [...opened, ...closed];
}

/** Figures after 其中 that share the whole's unit and still fit into it; a bracket closes the list. */
function namedParts(text: string, whole: Quantity, later: readonly Quantity[]): Quantity[] {
  const first = later.find((other) => other.unit === whole.unit);
  if (!first) return [];
  const gap = text.slice(whole.end, first.start);
  const cueAt = gap.lastIndexOf(cues.part);
  if (cueAt < 0 || /[)）]/.test(gap.slice(cueAt))) return [];
  const bracketed = /[（(][^）)]*$/.test(gap.slice(0, cueAt));
  const limit = bracketed ? closingBracket(text, first.start) : Number.POSITIVE_INFINITY;
  const parts: Quantity[] = [];
  let sum = 0;
  for (const other of later) {
    if (other.start > limit) break;
    if (other.unit !== whole.unit) continue;
    sum += other.value;
    if (sum > whole.value * (1 + tolerance)) break;
    parts.push(other);
  }
  return parts;
}

/** 发现5起，教育处理2起，移交1起，结案2起: two or more following figures that make up the whole exactly. */
function summands(text: string, whole: Quantity, later: readonly Quantity[]): Quantity[] {
  if (whole.unit === '%' || whole.unit === '') return [];
  const parts: Quantity[] = [];
  let sum = 0;
  for (const other of later) {
    if (other.unit !== whole.unit) {
      if (parts.length > 0) break;
      continue;
    }
    sum += other.value;
    parts.push(other);
    if (Math.abs(sum - whole.value) <= whole.value * tolerance) {
      // Two figures add up to a third by chance too (受理132件，办结130件，转办2件): then the text must say it is a list.
      const gap = text.slice(whole.end, parts[0]?.start);
      return parts.length > 2 || (parts.length === 2 && announced.test(gap)) ? parts : [];
    }
    if (sum > whole.value) return [];
  }
  return [];
}

function closingBracket(text: string, from: number): number {
  const match = /[)）]/.exec(text.slice(from, from + 200));
  return match ? from + match.index : Number.POSITIVE_INFINITY;
}
