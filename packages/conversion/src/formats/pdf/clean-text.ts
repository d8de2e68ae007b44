import folding from '../../data/cjk-radicals.json' with { type: 'json' };

const radicals: Record<string, string> = folding.radicals;
const wide = '[\\p{Script=Han}\\u3000-\\u303F\\uFF00-\\uFFEF“”‘’—…·]';
const spaceAfterWide = new RegExp(`(?<=${wide})[ \\u00A0]+(?=\\S)`, 'gu');
const spaceBeforeWide = new RegExp(`(?<=\\S)[ \\u00A0]+(?=${wide})`, 'gu');
const endsWide = new RegExp(`${wide}$`, 'u');
const startsWide = new RegExp(`^${wide}`, 'u');

/**
 * Text of a PDF run as it reads: radical characters that some fonts map their glyphs to become the ideographs they show
 * (⻓ is 长), and spaces beside Chinese characters go (typesetters pad 2023 年, scans part every character).
 */
export function cleanText(text: string): string {
  return text
    .replaceAll(/[\u2E80-\u2FD5]/gu, (radical) => radicals[radical] ?? radical)
    .replaceAll(/[\uF900-\uFAFF\u{2F800}-\u{2FA1F}]/gu, (compatible) => compatible.normalize('NFKC'))
    .replaceAll(spaceAfterWide, '')
    .replaceAll(spaceBeforeWide, '');
}

/** Whether a gap between the two shows as white space: never beside a Chinese character. */
export function isWideBoundary(before: string, after: string): boolean {
  return endsWide.test(before) || startsWide.test(after);
}

/** Joins two lines of one paragraph: words of Latin letters keep a space, a number cut by the margin is one number. */
export function joinLineEnds(before: string, after: string): string {
  return /[A-Za-z,;.]$/u.test(before) && /^[A-Za-z]/u.test(after) ? `${before} ${after}` : before + after;
}
