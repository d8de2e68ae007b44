import type { Finding } from '@nianbao/contracts';
import { compiledPattern } from '../outline/compiled-pattern.ts';
import { countHan } from '../outline/fold.ts';
import { clauses } from '../outline/sentences.ts';
import { quoted, type ReviewSource } from './source.ts';

interface Clause {
  start: number;
  end: number;
  text: string;
  han: number;
}

interface Run {
  first: number;
  second: number;
  length: number;
}

// A stretch counts from this many Han characters on; shorter ones recur by convention.
const minHan = 20;
const maxFindings = 10;
// A clause that stands in more places than this is a formula of the report, not a copy.
const maxPlaces = 4;
const marker = /^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.]\s*|[一二三四五六七八九十]{1,2}[是要])\s*/;

/**
 * Text that stands twice in the report: runs of equal clauses. A near-verbatim copy (one clause reworded) shows through the
 * clauses it kept. Linear in the length of the text.
 */
export function checkDuplicates(source: ReviewSource): Finding[] {
  const stock = source.profile.review.stockPhrases.map((pattern) => compiledPattern(pattern));
  const list = readClauses(source).filter((clause) => !stock.some((pattern) => pattern.test(clause.text)));
  return longestRuns(list)
    .slice(0, maxFindings)
    .flatMap((run) => toFinding(source, list, run));
}

/** Clauses of the running text; rows of tables and a title printed twice repeat by nature. */
function readClauses(source: ReviewSource): Clause[] {
  const { folded, outline, document } = source;
  const title = outline.title ? plain(folded.slice(outline.title.start, outline.title.end)) : '';
  const rows = document.blocks.filter(({ kind }) => kind === 'table-row');
  let row = 0;
  return clauses(folded, 0, folded.length).flatMap((range) => {
    while ((rows[row]?.end ?? Number.POSITIVE_INFINITY) <= range.start) row += 1;
    if ((rows[row]?.start ?? Number.POSITIVE_INFINITY) <= range.start) return [];
    const raw = folded.slice(range.start, range.end);
    const lead = marker.exec(raw)?.[0].length ?? 0;
    const text = plain(raw.slice(lead));
    if (text === '' || title.includes(text)) return [];
    return [{ start: range.start + lead, end: range.end, text, han: countHan(text) }];
  });
}

function plain(text: string): string {
  return text.replace(/[\s。！？；，：]+/g, '');
}

function longestRuns(list: Clause[]): Run[] {
  const places = new Map<string, number[]>();
  for (const [index, { text, han }] of list.entries()) {
    if (han < 4) continue;
    const known = places.get(text);
    if (known) known.push(index);
    else places.set(text, [index]);
  }
  const runs: Run[] = [];
  let covered = 0;
  for (let second = 0; second < list.length; second += 1) {
    const known = places.get(list[second]?.text ?? '') ?? [];
    if (second < covered || known.length > maxPlaces) continue;
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

function runLength(list: Clause[], first: number, second: number): number {
  let length = 0;
  while (first + length < second && list[first + length]?.text === list[second + length]?.text) length += 1;
  return length;
}

function runHan(list: Clause[], run: Run): number {
  return list.slice(run.second, run.second + run.length).reduce((sum, clause) => sum + clause.han, 0);
}

function toFinding(source: ReviewSource, list: Clause[], run: Run): Finding[] {
  const ends = [run.first, run.second].map((at) => ({ from: list[at], to: list[at + run.length - 1] }));
  const spans = ends.flatMap(({ from, to }) => (from && to ? [quoted(source, from.start, to.end)] : []));
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
