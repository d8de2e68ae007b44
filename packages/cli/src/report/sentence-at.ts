const sentenceEnd = /[。！？；\n]/u;

export interface SentencePart {
  before: string;
  quote: string;
  after: string;
}

/** The sentence or clause a span stands in, cut around it; a semicolon ends one too, as the genre's sentences run on. */
export function sentenceAt(text: string, start: number, end: number): SentencePart {
  let from = start;
  while (from > 0 && !sentenceEnd.test(text.charAt(from - 1))) from--;
  let to = end;
  while (to < text.length && !sentenceEnd.test(text.charAt(to))) to++;
  if (text.charAt(to) !== '\n' && to < text.length) to++;
  return { before: text.slice(from, start), quote: text.slice(start, end), after: text.slice(end, to) };
}
