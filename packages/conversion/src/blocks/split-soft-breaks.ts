import { endsSentence, opensHeading } from './paragraph-cues.ts';

/** Stands for `w:br` while a paragraph is read. */
export const softBreak = '\u000B';

const wideCharacter = /[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF“”‘’—…]/u;

/**
 * A line break is not a paragraph end: what it parts is joined again. Only where writers use Shift+Enter as Enter (after a
 * sentence, before a heading, twice in a row) the paragraph falls into several.
 */
export function splitSoftBreaks(content: string): string[] {
  if (!content.includes(softBreak)) return [content];
  const paragraphs: string[] = [];
  let blankBefore = true;
  for (const line of content.split(softBreak)) {
    const previous = paragraphs.at(-1);
    if (line.trim() === '') blankBefore = true;
    else {
      const starts = blankBefore || previous === undefined || endsSentence(previous) || opensHeading(line);
      if (starts) paragraphs.push(line);
      else paragraphs[paragraphs.length - 1] = joinLines(previous, line);
      blankBefore = false;
    }
  }
  return paragraphs;
}

/** No white space where either side is Chinese; one space between Latin words or numbers, lest they run together. */
function joinLines(before: string, after: string): string {
  const [left, right] = [before.trimEnd(), after.trimStart()];
  return wideCharacter.test(left.at(-1) ?? '') || wideCharacter.test(right.at(0) ?? '')
    ? left + right
    : `${left} ${right}`;
}
