import { allMatches } from '../patterns/all-matches.ts';
import { flatMap } from '../patterns/flat-map.ts';
import { matchNumber } from './number-style.ts';

const mark = /[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）/g;
// A heading number in mid-paragraph stands behind a closed sentence or a gap.
const gap = /[。：；！] ?$| {2}$/;
const outermost = 'han';

/**
 * Where a paragraph that swallowed its headings (a whole page on one line) is to be cut: at numbers that count up by one, at
 * least two of a kind. Positions are relative to the text.
 */
export function headingCuts(text: string): number[] {
  const found = flatMap(allMatches(mark, text), ({ index }) => {
    if (!gap.test(text.slice(Math.max(0, index - 2), index))) return [];
    const number = matchNumber(text.slice(index, index + 16));
    return number ? [{ index, kind: number.kind, value: number.value }] : [];
  });
  if (found.length === 0) return [];
  const first = matchNumber(text);
  const all = first ? [{ index: 0, kind: first.kind, value: first.value }, ...found] : found;
  const last = new Map<string, { value: number; index: number }>();
  const cuts = new Set<number>();
  for (const { index, kind, value } of all) {
    const previous = last.get(kind);
    if (previous && value === previous.value + 1) cuts.add(previous.index).add(index);
    if (kind === outermost) last.clear();
    last.set(kind, { value, index });
  }
  return [...cuts].filter((index) => index > 0).sort((a, b) => a - b);
}
