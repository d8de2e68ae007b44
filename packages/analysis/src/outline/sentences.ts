import { codeTable } from '../patterns/code-table.ts';
import { isSpace } from './fold.ts';

/** A half-open range of the text. */
export interface Range {
  start: number;
  end: number;
}

const [sentenceMarks, clauseMarks] = [codeTable('。！？；'), codeTable('。！？；，：\n')];
const [closing, none] = [codeTable('"”」）'), codeTable('')];

/** Sentences of `start..end`, each with its closing mark; line breaks inside a sentence do not end it. */
export function sentences(folded: string, start: number, end: number): Range[] {
  return split(folded, start, end, { marks: sentenceMarks, closing });
}

/** Clauses: sentences cut at commas and colons too. */
export function clauses(folded: string, start: number, end: number): Range[] {
  return split(folded, start, end, { marks: clauseMarks, closing: none });
}

/** Cuts behind every run of marks, and behind one closing character that may follow it. */
function split(
  folded: string,
  start: number,
  end: number,
  { marks, closing }: { marks: Uint8Array; closing: Uint8Array },
): Range[] {
  const ranges: Range[] = [];
  for (let from = start; from < end; ) {
    let to = from;
    while (to < end && !marks[folded.charCodeAt(to)]) to += 1;
    while (to < end && marks[folded.charCodeAt(to)]) to += 1;
    if (to < end && closing[folded.charCodeAt(to)]) to += 1;
    while (from < to && isSpace(folded.charCodeAt(from))) from += 1;
    if (from < to) ranges.push({ start: from, end: to });
    from = to;
  }
  return ranges;
}
