import { pair, type Tally, tally } from './tally.ts';

interface ScoredHeading {
  level: number;
  title: string;
  start: number;
}

const edge = /^[ \t\u3000。．.；;：:，,、！!？?]+|[ \t\u3000。．.；;：:，,、！!？?]+$/g;
const lenientCost = 10 ** 7;

/**
 * Headings of the given levels, one-to-one: equal level and equal title (NFKC, without white space and closing punctuation), of equal
 * titles the nearest first. `lenient` also takes a title that begins the other (6 characters at least) when the starts differ by 3 at most.
 */
export function scoreHeadings(
  predicted: readonly ScoredHeading[],
  gold: readonly ScoredHeading[],
  levels: readonly number[],
  lenient: boolean,
): Tally {
  const mine = predicted.filter(({ level }) => levels.includes(level));
  const theirs = gold.filter(({ level }) => levels.includes(level));
  const pairs = pair(mine, theirs, (p, g) => {
    if (p.level !== g.level) return null;
    const a = normalTitle(p.title);
    const b = normalTitle(g.title);
    const distance = Math.abs(p.start - g.start);
    if (a === b) return distance;
    const isPrefix = Math.min([...a].length, [...b].length) >= 6 && (a.startsWith(b) || b.startsWith(a));
    return lenient && distance <= 3 && isPrefix ? distance + lenientCost : null;
  });
  return tally(pairs.length, mine.length - pairs.length, theirs.length - pairs.length);
}

function normalTitle(title: string): string {
  return title.normalize('NFKC').replace(/\s/g, '').replace(edge, '');
}
