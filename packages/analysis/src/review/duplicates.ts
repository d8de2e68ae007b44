import type { Finding } from '@nianbao/contracts';
import { countHan } from '../outline/fold.ts';
import { anyOf } from '../patterns/any-of.ts';
import { codeTable } from '../patterns/code-table.ts';
import { flatMap } from '../patterns/flat-map.ts';
import { wordsOf } from './clauses.ts';
import { quoted, type ReviewSource } from './source.ts';

/** A clause behind the item's number. */
interface Copyable {
  start: number;
  end: number;
  words: string;
}

interface Run {
  first: number;
  second: number;
  length: number;
}

// A stretch counts from this many Han characters on; shorter ones recur by convention.
const minHan = 20;
// A shorter clause begins no stretch.
const minClause = 4;
const maxFindings = 10;
// A clause that stands in more places than this is a formula of the report, not a copy.
const maxPlaces = 4;
const numeral = codeTable('（(一二三四五六七八九十0123456789');
const marker = /(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.]\s*|[一二三四五六七八九十]{1,2}[是要])\s*/y;

/**
 * Text that stands twice in the report: runs of equal clauses. A near-verbatim copy (one clause reworded) shows through the
 * clauses it kept. Linear in the length of the text.
 */
export function checkDuplicates(source: ReviewSource): Finding[] {
  const stock = anyOf(source.profile.review.stockPhrases);
  const all = copyables(source);
  const repeated = wordsTwice(all);
  if (repeated.size === 0) return [];
  const list = all.filter(({ words }) => !stock.test(words));
  return longestRuns(list, repeated)
    .slice(0, maxFindings)
    .flatMap((run) => toFinding(source, list, run));
}

/** Clauses of the running text; rows of tables and a title printed twice repeat by nature. */
function copyables(source: ReviewSource): Copyable[] {
  const { folded, outline, document } = source;
  const title = outline.title ? wordsOf(folded, outline.title) : '';
  const rows = document.blocks.filter(({ kind }) => kind === 'table-row');
  let row = 0;
  return flatMap(source.clauses, ({ start, end, words }) => {
    while ((rows[row]?.end ?? Number.POSITIVE_INFINITY) <= start) row += 1;
    if ((rows[row]?.start ?? Number.POSITIVE_INFINITY) <= start) return [];
    marker.lastIndex = start;
    const numbered = numeral[folded.charCodeAt(start)] && marker.test(folded);
    const from = numbered ? Math.min(marker.lastIndex, end) : start;
    const own = from === start ? words : wordsOf(folded, { start: from, end });
    return own === '' || title.includes(own) ? [] : [{ start: from, end, words: own }];
  });
}

/** The words of the clauses that stand more than once and are long enough to begin a stretch. */
function wordsTwice(list: readonly Copyable[]): Set<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { words } of list) {
    if (seen.has(words) && countHan(words, minClause) >= minClause) repeated.add(words);
    seen.add(words);
  }
  return repeated;
}

function longestRuns(list: Copyable[], repeated: ReadonlySet<string>): Run[] {
  const places = new Map<string, number[]>();
  for (const [index, { words }] of list.entries()) {
    if (!repeated.has(words)) continue;
    const known = places.get(words);
    if (known) known.push(index);
    else places.set(words, [index]);
  }
  const runs: Run[] = [];
  let covered = 0;
  for (let second = 0; second < list.length; second += 1) {
    const known = places.get(list[second]?.words ?? '') ?? [];
    if (second < covered || known.length < 2 || known.length > maxPlaces) continue;
    const best = known
      .filter((first) => first < second)
      .map((first) => ({ first, second, length: runLength(list, first, second) }))
      .sort((a, b) => b.length - a.length)[0];
    if (!best || runHan(list, best) < minHan) continue;
    runs.push(best);
    covered = second + best.length;
  }
  return runs;
}

function runLength(list: Copyable[], first: number, second: number): number {
  let length = 0;
  while (first + length < second && list[first + length]?.words === list[second + length]?.words) length += 1;
  return length;
}

function runHan(list: Copyable[], run: Run): number {
  return list.slice(run.second, run.second + run.length).reduce((sum, { words }) => sum + countHan(words), 0);
}

function toFinding(source: ReviewSource, list: Copyable[], run: Run): Finding[] {
  const ends = [run.first, run.second].map((at) => ({ from: list[at], to: list[at + run.length - 1] }));
  const spans = flatMap(ends, ({ from, to }) => (from && to ? [quoted(source, from.start, to.end)] : []));
  const han = runHan(list, run);
  return [
    {
      code: 'duplicated-text',
      severity: 'warning',
      message: {
        zh: `同一段文字出现两次（${han} 个字）。`,
        en: `The same text stands twice (${han} characters).`,
      },
      spans,
      basis: { kind: 'form' },
    },
  ];
}
