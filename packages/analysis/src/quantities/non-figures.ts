import type { Outline, RejectedCandidate } from '@nianbao/contracts';
import { allMatches } from '../patterns/all-matches.ts';
import { compileOnce } from '../patterns/compile-once.ts';
import { createSearch } from '../patterns/create-search.ts';
import data from './data/non-figures.json' with { type: 'json' };

export interface NonFigure {
  start: number;
  end: number;
  reason: RejectedCandidate['reason'];
}

export interface NonFigureMap {
  /** The non-figure that covers the character at `index`. */
  at(index: number): NonFigure | undefined;
}

const reasons = data.patterns.map(({ reason }) => reason as RejectedCandidate['reason']);
const patterns = data.patterns.map(({ pattern }) => pattern);
const none = '(?!)';
const searchFor = compileOnce((slogans: readonly string[]) =>
  createSearch([slogans.length > 0 ? slogans.join('|') : none, ...patterns]),
);
const quotations = data.slogansInQuotes.pairs.map((pair) => {
  const [open = '', close = ''] = pair;
  return new RegExp(`${open}([^${open}${close}\\n]*)${close}`, 'g');
});
const zeroEvent = new RegExp(data.zeroEvents);

/** Marks the stretches of width-folded `text` whose numbers are dates, names, slogans and the like. `slogans`: patterns of the genre's own. */
export function mapNonFigures(text: string, outline: Outline, slogans: readonly string[]): NonFigureMap {
  const spans: NonFigure[] = [];
  const owner = new Int32Array(text.length);
  const mark = (start: number, end: number, reason: NonFigure['reason']) => {
    const index = spans.push({ start, end, reason });
    for (let position = start; position < end; position++) owner[position] ||= index;
  };
  for (const { start, end } of outline.noise) mark(start, Math.min(end, text.length), 'noise');
  const found = searchFor(slogans)(text).sort((a, b) => a.pattern - b.pattern);
  for (const { pattern, start, end } of found) mark(start, end, reasons[pattern - 1] ?? 'slogan');
  for (const { start, end } of quotedSpans(text)) mark(start, end, 'slogan');
  return { at: (index) => spans[(owner[index] ?? 0) - 1] };
}

/** Short quotations, where a number is part of a name. 零败诉 in quotes stays a result. */
function* quotedSpans(text: string): Generator<{ start: number; end: number }> {
  for (const expression of quotations) {
    for (const match of allMatches(expression, text)) {
      const inner = match[1] ?? '';
      if (inner.length > data.slogansInQuotes.maxLength || zeroEvent.test(inner)) continue;
      yield { start: match.index, end: match.index + match[0].length };
    }
  }
}
