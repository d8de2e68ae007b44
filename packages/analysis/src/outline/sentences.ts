/** A half-open range of the text. */
export interface Range {
  start: number;
  end: number;
}

/** Sentences of `start..end`, each with its closing mark; line breaks inside a sentence do not end it. */
export function sentences(folded: string, start: number, end: number): Range[] {
  return split(folded, start, end, /[。！？；]+["”」）]?/g);
}

/** Clauses: sentences cut at commas and colons too. */
export function clauses(folded: string, start: number, end: number): Range[] {
  return split(folded, start, end, /[。！？；，：\n]+/g);
}

function split(folded: string, start: number, end: number, mark: RegExp): Range[] {
  const text = folded.slice(start, end);
  const ranges: Range[] = [];
  let from = 0;
  const push = (to: number): void => {
    const skipped = text.slice(from, to).search(/\S/);
    if (skipped >= 0) ranges.push({ start: start + from + skipped, end: start + to });
    from = to;
  };
  for (const match of text.matchAll(mark)) push(match.index + match[0].length);
  push(text.length);
  return ranges;
}
