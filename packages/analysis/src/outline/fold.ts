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
const wide = '０-９Ａ-Ｚａ-ｚ';
// Every white space but the plain space and \n.
const space = '\\t\\v\\f\\r\\u00a0\\u1680\\u2000-\\u200b\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff';
const foldable = new RegExp(`[${Object.keys(pairs).join('')}${wide}${space}]`, 'g');

/**
 * The text with width and white space evened out, character for character: the result has the same length, so that every
 * offset holds in both. (NFKC would not do: ㎡ becomes two characters.) All patterns of the outline are written against it:
 * full-width `，（）：；？！`, half-width digits, letters, `.` and `%`, a plain space for every other white space but `\n`.
 */
export function fold(text: string): string {
  return text.replace(foldable, foldCharacter);
}

function foldCharacter(character: string): string {
  const code = character.charCodeAt(0);
  const isWide = code >= 0xff10 && code <= 0xff5a;
  return pairs[character] ?? (isWide ? String.fromCharCode(code - 0xfee0) : ' ');
}

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
    const code = text.charCodeAt(index);
    if (code >= 0x3400 && code <= 0x9fff) count += 1;
  }
  return count;
}
