import type { Finding, LocalizedText } from '@nianbao/contracts';
import { isHan } from '../outline/fold.ts';
import { allMatches } from '../patterns/all-matches.ts';
import { codeTable } from '../patterns/code-table.ts';
import { compileOnce } from '../patterns/compile-once.ts';
import type { ReviewLexicon } from '../profiles/profile.ts';
import { quoted, type ReviewSource } from './source.ts';

// U+FFFD: bytes that did not decode. Private use: glyphs whose font did not say what they are.
const broken = /\ufffd/g;
const privateUse = /[\ue000-\uf8ff]/g;
const maxSpans = 5;
// Of a sound report's Han characters about two thirds are among the usual few hundred; wrongly decoded text hardly has any.
const minCommonShare = 0.3;
// A report in Chinese is mostly Han characters; less than this is another language or noise.
const minHanShare = 0.4;
const minLength = 200;
const sampleLength = 20_000;
const spaces = codeTable(
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
);

const commonCharacters = compileOnce(({ commonHan }: ReviewLexicon) => codeTable(commonHan));

/** Signs that the text is not what the file says: undecodable or doubtfully recognised characters, unusual ones only, hardly any Chinese. */
export function checkTextQuality(source: ReviewSource): Finding[] {
  const { text } = source.document;
  return [
    ...characters(source, broken, 'error', (count) => ({
      zh: `有 ${count} 处无法辨认的字符（替换符 U+FFFD）。`,
      en: `${count} characters could not be decoded (U+FFFD).`,
    })),
    ...characters(source, privateUse, 'warning', (count) => ({
      zh: `有 ${count} 个私用区字符，可能显示为方框或错字。`,
      en: `${count} private-use characters: they may show as boxes or wrong characters.`,
    })),
    ...doubtfulPages(source),
    ...shares(text.slice(0, sampleLength), commonCharacters(source.profile.review)),
  ];
}

function characters(
  source: ReviewSource,
  pattern: RegExp,
  severity: Finding['severity'],
  message: (count: number) => LocalizedText,
): Finding[] {
  const hits = allMatches(pattern, source.document.text);
  if (hits.length === 0) return [];
  const spans = hits.slice(0, maxSpans).map(({ index }) => quoted(source, Math.max(0, index - 5), index + 6));
  return [{ code: 'text-quality', severity, message: message(hits.length), spans, basis: { kind: 'form' } }];
}

/** Scanned pages that OCR read without confidence. */
function doubtfulPages(source: ReviewSource): Finding[] {
  const loss = source.document.losses.find(({ kind }) => kind === 'low-confidence');
  if (!loss) return [];
  const pages = loss.detail ?? '';
  return [
    warning({
      zh: `有 ${loss.count} 页扫描件文字识别把握不大，数字可能有误，请对照原件核对：${pages}。`,
      en: `${loss.count} scanned page(s) were recognised with low confidence; check the figures against the original: ${pages}.`,
    }),
  ];
}

function shares(sample: string, common: Uint8Array): Finding[] {
  const { visible, han, usual } = countKinds(sample, common);
  if (visible < minLength) return [];
  const percent = (part: number, whole: number): number => Math.round((part / whole) * 100);
  if (han < visible * minHanShare)
    return [
      warning({
        zh: `汉字只占 ${percent(han, visible)}%，文本可能不是中文报告或已损坏。`,
        en: `Only ${percent(han, visible)}% of the text are Han characters: no Chinese report, or damaged.`,
      }),
    ];
  if (usual >= han * minCommonShare) return [];
  return [
    warning({
      zh: `常用汉字只占 ${percent(usual, han)}%，文本可能是乱码。`,
      en: `Only ${percent(usual, han)}% of the Han characters are usual ones: the text may be garbled.`,
    }),
  ];
}

/** Code units that are no white space, those of Han characters among them, and the usual ones of these. */
function countKinds(text: string, common: Uint8Array): { visible: number; han: number; usual: number } {
  let [visible, han, usual] = [0, 0, 0];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (spaces[code]) continue;
    visible += 1;
    if (isHan(code)) han += 1;
    if (common[code]) usual += 1;
  }
  return { visible, han, usual };
}

function warning(message: LocalizedText): Finding {
  return { code: 'text-quality', severity: 'warning', message, spans: [], basis: { kind: 'form' } };
}
