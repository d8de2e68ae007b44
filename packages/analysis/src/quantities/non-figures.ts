import type { Outline, RejectedCandidate } from '@nianbao/contracts';
import { allMatches } from '../patterns/all-matches.ts';
import data from './data/non-figures.json' with { type: 'json' };
import type { QuantityLexicon } from './quantity-lexicon.ts';

export interface NonFigure {
  start: number;
  end: number;
  reason: RejectedCandidate['reason'];
}

export interface NonFigureMap {
  /** The non-figure that covers the character at `index`. */
  at(index: number): NonFigure | undefined;
}

const patterns = data.patterns.map(({ reason, pattern }) => ({
  reason: reason as RejectedCandidate['reason'],
  expression: new RegExp(pattern, 'g'),
}));
const quotations = data.slogansInQuotes.pairs.map((pair) => {
  const [open = '', close = ''] = pair;
  return new RegExp(`${open}([^${open}${close}\\n]*)${close}`, 'g');
});
const zeroEvent = new RegExp(data.zeroEvents);

/** Marks the stretches of width-folded `text` whose numbers are dates, names, slogans and the like. */
export function mapNonFigures(text: string, outline: Outline, lexicon: QuantityLexicon): NonFigureMap {
  const spans: NonFigure[] = [];
  const owner = new Int32Array(text.length);
  const mark = (start: number, end: number, reason: NonFigure['reason']) => {
    const index = spans.push({ start, end, reason });
    for (let position = start; position < end; position++) owner[position] ||= index;
  };
  for (const { start, end } of outline.noise) mark(start, Math.min(end, text.length), 'noise');
  if (lexicon.slogans) {
    for (const match of allMatches(lexicon.slogans, text)) {
      mark(match.index, match.index + match[0].length, 'slogan');
    }
  }
  for (const { reason, expression } of patterns) {
    for (const match of allMatches(expression, text))
      mark(match.index, match.index + match[0].length, reason);
  }
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
