import type { OutlineAnomaly } from '@nianbao/contracts';
import type { Heading } from './heading.ts';

/** A run of equal-level numbers that is still open. A marker stands for a heading without number: it shields what is below it. */
interface Series {
  kind: string;
  last: number;
  level: number;
  members: Heading[];
  marker: boolean;
}

// 2、 is typed for 二、 and (1) for （一）: no other two styles are taken for each other.
const lookAlike: Record<string, string> = {
  han: 'arabic',
  arabic: 'han',
  'han-bracket': 'arabic-bracket',
  'arabic-bracket': 'han-bracket',
};
const outermost = ['part', 'han'];

/**
 * Gives every heading its level by the series it continues, not by the look of its number: what opened the document is
 * level 1, a number that continues an open series belongs to it, a new series is one deeper than what is open. Notes faults.
 * Drops weak numbers that continue nothing.
 */
export function assignLevels(headings: Heading[]): Heading[] {
  const stack: Series[] = [];
  const closed = new Map<string, number>();
  const counts = countKinds(headings);
  const nextOf = followers(headings);
  const kept = headings.filter((heading, index) => {
    if (heading.origin !== 'number') {
      placeMarker(stack, heading);
      return true;
    }
    const exact = findSeries(stack, heading, (series) => heading.value === series.last + 1);
    if (heading.weak && !exact && !opensSeries(heading, nextOf(heading.kind, index))) return false;
    if (exact) return join(stack, closed, exact, heading, null);
    const mixed = findMixed(stack, heading, (kind) => nextOf(kind, index));
    if (mixed)
      return joinMixed(
        stack,
        closed,
        mixed,
        heading,
        outnumbers(heading, counts, nextOf(heading.kind, index)),
      );
    const same = findSeries(stack, heading, () => true);
    if (same) return join(stack, closed, same, heading, fault(same.last, heading.value));
    return open(stack, closed, heading);
  });
  markBrackets(kept);
  return kept;
}

/** 一) that lost half its bracket opens a list when （二） follows before any other （一）. */
function opensSeries(first: Heading, next: Heading | undefined): boolean {
  return first.value === 1 && first.kind.endsWith('bracket') && next?.value === 2;
}

/** Tells the next heading of a kind behind an index; indexes must be asked for in order. */
function followers(headings: readonly Heading[]): (kind: string, index: number) => Heading | undefined {
  const reached = new Map<string, number>();
  return (kind, index) => {
    let at = Math.max(reached.get(kind) ?? 0, index + 1);
    while (at < headings.length && headings[at]?.kind !== kind) at += 1;
    reached.set(kind, at);
    return headings[at];
  };
}

function countKinds(headings: Heading[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { kind } of headings) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** The innermost open series of the heading's kind that it may join; below a marker only a true continuation counts. */
function findSeries(
  stack: Series[],
  heading: Heading,
  fits: (series: Series) => boolean,
): Series | undefined {
  let shielded = false;
  for (const series of stack.toReversed()) {
    if (series.marker) shielded = true;
    else if (series.kind === heading.kind && fits(series) && (!shielded || heading.value > 1)) return series;
  }
  return undefined;
}

function findMixed(
  stack: Series[],
  heading: Heading,
  nextOf: (kind: string) => Heading | undefined,
): Series | undefined {
  if (heading.value < 2 || heading.weak) return undefined;
  const series = stack.findLast(
    (one) => !one.marker && one.kind === lookAlike[heading.kind] && one.last + 1 === heading.value,
  );
  if (!series) return undefined;
  if (heading.kind !== 'arabic') return series;
  // 2、 under 一、 may open a list of its own: it stands for 二、 only if no 二、 follows and it is written like one.
  const next = nextOf(series.kind);
  const confirmed = next ? next.value === heading.value + 1 : !heading.inline;
  return confirmed && heading.number?.includes('、') ? series : undefined;
}

/** Whether the series should have begun in the heading's style: more headings have it, or 三、 follows 二、 at once. */
function outnumbers(
  heading: Heading,
  counts: ReadonlyMap<string, number>,
  next: Heading | undefined,
): (series: Series) => boolean {
  return (series) =>
    (counts.get(heading.kind) ?? 0) > (counts.get(series.kind) ?? 0) ||
    (heading.kind === 'han' && next?.value === heading.value + 1);
}

function joinMixed(
  stack: Series[],
  closed: Map<string, number>,
  series: Series,
  heading: Heading,
  rightStyle: (series: Series) => boolean,
): boolean {
  if (series.members.length === 1 && rightStyle(series)) {
    series.members[0]?.anomalies.push('mixed-series');
    series.kind = heading.kind;
    return join(stack, closed, series, heading, null);
  }
  return join(stack, closed, series, heading, 'mixed-series');
}

function join(
  stack: Series[],
  closed: Map<string, number>,
  series: Series,
  heading: Heading,
  anomaly: OutlineAnomaly | null,
): true {
  for (const gone of stack.splice(stack.indexOf(series) + 1)) remember(closed, gone);
  series.last = heading.value;
  series.members.push(heading);
  heading.level = series.level;
  if (anomaly) heading.anomalies.push(anomaly);
  return true;
}

function open(stack: Series[], closed: Map<string, number>, heading: Heading): true {
  if (outermost.includes(heading.kind))
    while (stack.length > 0 && !isOuter(stack.at(-1), heading)) {
      const gone = stack.pop();
      if (gone) remember(closed, gone);
    }
  const outer = stack.at(-1)?.level ?? 0;
  const level = outer > 0 ? Math.max(outer + 1, heading.fixedLevel ?? 0) : 1;
  heading.level = level;
  // Some reports number on across sections (1. 2. | 3. 4.): that is a habit, not a gap.
  const runsOn = closed.get(`${heading.kind}/${level}`) === heading.value - 1;
  if (heading.value > 1 && !runsOn) heading.anomalies.push('skipped-number');
  stack.push({ kind: heading.kind, last: heading.value, level, members: [heading], marker: false });
  return true;
}

function isOuter(series: Series | undefined, heading: Heading): boolean {
  return series !== undefined && (series.marker || (heading.kind === 'han' && series.kind === 'part'));
}

function remember(closed: Map<string, number>, series: Series): void {
  if (!series.marker) closed.set(`${series.kind}/${series.level}`, series.last);
}

function fault(last: number, value: number): OutlineAnomaly {
  if (value === last) return 'duplicate-number';
  return value > last ? 'skipped-number' : 'restarted-number';
}

/** A heading without number closes all deeper series; its own level's series stays open beneath it. */
function placeMarker(stack: Series[], heading: Heading): void {
  const level = heading.fixedLevel ?? 1;
  const keep = stack.findIndex((series) => series.level > level || (series.marker && series.level >= level));
  if (keep >= 0) stack.splice(keep);
  heading.level = Math.min(level, (stack.findLast((series) => series.level < level)?.level ?? 0) + 1);
  if (heading.origin === 'annex') stack.length = 0;
  stack.push({ kind: '', last: 0, level: heading.level, members: [heading], marker: true });
}

/** Half-width brackets are a fault only beside full-width ones. */
function markBrackets(headings: Heading[]): void {
  const bracketed = headings.filter((heading) => heading.kind.endsWith('bracket') && !heading.weak);
  const half = bracketed.filter((heading) => /^\(.*\)/.test(heading.number ?? ''));
  if (half.length < bracketed.length)
    for (const heading of half) heading.anomalies.push('half-width-brackets');
}
