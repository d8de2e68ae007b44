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

/**
 * The text with width and white space evened out, character for character: the result has the same length, so that every
 * offset holds in both. (NFKC would not do: ㎡ becomes two characters.) All patterns of the outline are written against it:
 * full-width `，（）：；？！`, half-width digits, letters, `.` and `%`, a plain space for every other white space but `\n`.
 */
export function fold(text: string): string {
  return text.replace(/[^\n\u3001-\u3006\u3008-\u33ff\u4e00-\u9fff]/g, foldCharacter);
}

function foldCharacter(character: string): string {
  const pair = pairs[character];
  if (pair) return pair;
  const code = character.charCodeAt(0);
  const isFullWidthWord =
    (code >= 0xff10 && code <= 0xff19) ||
    (code >= 0xff21 && code <= 0xff3a) ||
    (code >= 0xff41 && code <= 0xff5a);
  if (isFullWidthWord) return String.fromCharCode(code - 0xfee0);
  return /\s|[\u200b\ufeff]/.test(character) ? ' ' : character;
}

/** A heading or title as one line: no breaks, no spaces beside Han characters. */
export function tidy(raw: string): string {
  return raw
    .replace(/\s+/g, ' ')
    .replace(/ (?=[^\x20-\x7e])/g, '')
    .replace(/([^\x20-\x7e]) /g, '$1')
    .trim();
}

/** Han characters in it. */
export function countHan(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0x3400 && code <= 0x9fff) count += 1;
  }
  return count;
}
