import type { ConvertedDocument } from '@nianbao/contracts';
import { characterFolding, halfWidth } from '../patterns/character-folding.ts';
import { compileOnce } from '../patterns/compile-once.ts';
import { simplified } from '../patterns/simplified.ts';

const pairs: Record<string, string> = {
  ',': '，',
  '(': '（',
  ')': '）',
  ':': '：',
  ';': '；',
  '?': '？',
  '!': '！',
  '｡': '。',
  '．': '.',
  '％': '%',
  '﹪': '%',
  〇: '○',
};
const spaces =
  '\t\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff';

/**
 * The text with width and white space evened out, character for character: the result has the same length, so that every
 * offset holds in both. (NFKC would not do: ㎡ becomes two characters.) All patterns of the outline are written against it:
 * full-width `，（）：；？！`, half-width digits, letters, `.` and `%`, a plain space for every other white space but `\n`, simplified characters.
 */
export const fold = characterFolding([
  ...simplified(),
  ...Object.entries(pairs),
  ...halfWidth('０', '９'),
  ...halfWidth('Ａ', 'Ｚ'),
  ...halfWidth('ａ', 'ｚ'),
  ...Array.from(spaces, (space) => [space, ' '] as const),
]);

/** The folded text of a document: segmenting and reviewing read the same. */
export const foldedText = compileOnce(({ text }: ConvertedDocument) => fold(text));

/** Whether the code unit of folded text is white space: folding leaves no other. */
export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a;
}

/** A heading or title as one line: no breaks, no spaces beside Han characters. */
export function tidy(raw: string): string {
  if (!/\s/.test(raw)) return raw;
  return raw
    .replace(/\s+/g, ' ')
    .replace(/ (?=[^\x20-\x7e])/g, '')
    .replace(/([^\x20-\x7e]) /g, '$1')
    .trim();
}

/** Han characters in it; counting stops at `enough`. */
export function countHan(text: string, enough = Number.POSITIVE_INFINITY): number {
  let count = 0;
  for (let index = 0; index < text.length && count < enough; index += 1) {
    if (isHan(text.charCodeAt(index))) count += 1;
  }
  return count;
}

export function isHan(code: number): boolean {
  return code >= 0x3400 && code <= 0x9fff;
}
