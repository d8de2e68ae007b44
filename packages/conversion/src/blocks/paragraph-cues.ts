import cues from '../data/paragraph-cues.json' with { type: 'json' };

const sentenceEnd = new RegExp(cues.sentenceEnd, 'u');
const opening = new RegExp(cues.opening.map((cue) => `(?:${cue.pattern})`).join('|'), 'u');

/** Where layout says nothing: a line that opens like a heading or a list item, after one that closes a sentence or a heading. */
export function startsNewParagraph(previous: string, next: string): boolean {
  return opening.test(next.trimStart()) && (endsSentence(previous) || opensHeading(previous));
}

export function endsSentence(line: string): boolean {
  return sentenceEnd.test(line.trimEnd());
}

export function opensHeading(line: string): boolean {
  return opening.test(line.trimStart());
}
