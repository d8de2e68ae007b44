import type { Finding, Quantity } from '@nianbao/contracts';
import { lastStarting } from '../outline/section-path.ts';
import { allMatches } from '../patterns/all-matches.ts';
import { flatMap } from '../patterns/flat-map.ts';
import { isExact } from './exact.ts';
import type { ReviewSource } from './source.ts';

const opening = /(?:从[^，。；\d]{2,10}看|按[^，。；\d]{2,10}(?:分|划分|统计))，/g;
const longest = 160;
const longestItem = 12;
const fewest = 3;
// A whole that far from the sum is another whole.
const near = 0.05;
// Figures looked back over for the whole; further back it is not what is broken down.
const lookBack = 40;

/**
 * 收到申请73件…。从申请渠道看，网上申请41件、信函申请29件、当面申请5件: the list breaks down a figure its paragraph told before.
 * Each list with the whole it misses; none when some figure is its sum, or none comes near.
 */
export function missedBreakdowns(
  source: ReviewSource,
  figures: readonly Quantity[],
  toFinding: (whole: Quantity, parts: Quantity[]) => Finding[],
): Finding[] {
  return flatMap(allMatches(opening, source.folded), ({ index, 0: words }) => {
    const parts = listedFrom(source.folded, index + words.length, figures);
    if (parts.length < fewest) return [];
    const sum = parts.reduce((total, { value }) => total + value, 0);
    const before = lastStarting(figures, index) + 1;
    const told = figures.slice(Math.max(0, before - lookBack), before);
    const from = told[0]?.start ?? index;
    const paragraph = from + source.folded.slice(from, index).lastIndexOf('\n');
    const wholes = told.filter(({ start, unit }) => start > paragraph && unit === parts[0]?.unit);
    if (wholes.some(({ value }) => value === sum)) return [];
    const whole = wholes.find(({ value }) => Math.abs(value - sum) <= value * near);
    return whole ? toFinding(whole, parts) : [];
  });
}

/** The exact figures of one unit joined by 、 or ， from `start` to the end of the clause; none when another figure is among them. */
function listedFrom(folded: string, start: number, figures: readonly Quantity[]): Quantity[] {
  const stop = folded.slice(start, start + longest).search(/[。；\n]/);
  if (stop < 0) return [];
  const listed = figures.slice(lastStarting(figures, start - 1) + 1, lastStarting(figures, start + stop) + 1);
  let at = start;
  for (const [index, one] of listed.entries()) {
    const gap = folded.slice(at, one.start);
    if (one.unit !== listed[0]?.unit || !isExact(one)) return [];
    if (/\d/.test(gap) || gap.length > longestItem || (index > 0 && !/^[、，]/.test(gap))) return [];
    at = one.end;
  }
  return at === start + stop ? listed : [];
}
