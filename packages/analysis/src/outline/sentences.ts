import { isSpace } from './fold.ts';

/** A half-open range of the text. */
export interface Range {
  start: number;
  end: number;
}

const sentenceEnd = /[。！？；]+["”」）]?/g;
const clauseEnd = /[。！？；，：\n]+/g;

/** Sentences of `start..end`, each with its closing mark; line breaks inside a sentence do not end it. */
export function sentences(folded: string, start: number, end: number): Range[] {
  return split(folded, start, end, sentenceEnd);
}

/** Clauses: sentences cut at commas and colons too. */
export function clauses(folded: string, start: number, end: number): Range[] {
  return split(folded, start, end, clauseEnd);
}

function split(folded: string, start: number, end: number, mark: RegExp): Range[] {
  const text = folded.slice(start, end);
  const ranges: Range[] = [];
  let from = 0;
  const push = (to: number): void => {
    while (from < to && isSpace(text.charCodeAt(from))) from += 1;
    if (from < to) ranges.push({ start: start + from, end: start + to });
    from = to;
  };
  mark.lastIndex = 0;
  while (mark.test(text)) push(mark.lastIndex);
  push(text.length);
  return ranges;
}
