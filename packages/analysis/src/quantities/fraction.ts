import type { Candidate } from './candidate.ts';
import data from './data/non-figures.json' with { type: 'json' };
import { hanNumeralClass, parseArabic, parseHan } from './numerals.ts';

const fraction = new RegExp(
  `(?<whole>百|千|万|${hanNumeralClass}{1,3}|\\d{1,3})分之(?<part>${hanNumeralClass}{1,8}(?:点${hanNumeralClass}{1,4})?|\\d+(?:\\.\\d+)?)`,
  'y',
);
// 1/3以上, 占全省1/10, 产量稳定在全国1/4; 1/2 alone may be a date or a page.
const slashed =
  /(?<part>[1-9])\/(?<whole>[1-9])(?=以上|左右|的|强|多)|(?<=(?:占|全[国省市县区球])[^，。；、\n\d]{0,14}(?:\d\/\d{1,2}、)?)(?<shareOf>[1-9])\/(?<base>[1-9]\d?)(?![\d/.])/y;
const slash = 0x2f;
const [share, tenth, halved] = ['分', '成', '半'].map((character) => character.charCodeAt(0));
const ratioUnits = new Map([
  ['百', '%'],
  ['千', '‰'],
]);
// 三成五, 两成半.
const tenths =
  /(?<tens>[一二两三四五六七八九])成(?<ones>[一二三四五六七八九半])(?![一二三四五六七八九十百千万亿个多])/y;
// 外出务工的占了一半; 另一半, 一半天 are no shares.
const half = /一半(?![天会圆夜年月路])/y;
const noHalf = /[另这那每前后上下]$/;
const zeroOpeners = '零无没未翻';
const zeroEvent = new RegExp(data.zeroEvents, 'y');
const noSingle = /(?:无|(?:没有|未)(?:发生|出现)过?)一(?<unit>[例起件宗人户])(?!一)/y;
const doubling = /翻了?(?<times>[一两二三四])番/y;

/** 三分之一 → 0.333…, no unit; 百分之八十 → 80 %. */
export function readFraction(text: string, start: number): Candidate | null {
  const simple = readShare(text, start);
  if (simple || !opensFraction(text, start)) return simple;
  const slashes = text.charCodeAt(start + 1) === slash ? run(slashed, text, start) : null;
  if (slashes) {
    const value = Number(slashes.part ?? slashes.shareOf) / Number(slashes.whole ?? slashes.base);
    return value < 1 ? { start, end: slashed.lastIndex, value, unit: '' } : null;
  }
  const groups = run(fraction, text, start);
  if (!groups) return null;
  const whole = groups.whole ?? '';
  const part = parseAny(groups.part ?? '');
  const unit = ratioUnits.get(whole);
  const base = parseAny(whole);
  if (part === null || base === null || base === 0) return null;
  const end = fraction.lastIndex;
  return unit ? { start, end, value: part, unit } : { start, end, value: part / base, unit: '' };
}

/** 三成五 → 3.5 成, 一半 → 0.5. */
function readShare(text: string, start: number): Candidate | null {
  const next = text.charCodeAt(start + 1);
  if (next === tenth) {
    const groups = run(tenths, text, start);
    if (!groups) return null;
    const ones = groups.ones === '半' ? 5 : (parseHan(groups.ones ?? '') ?? 0);
    const value = (parseHan(groups.tens ?? '') ?? 0) + ones / 10;
    return { start, end: tenths.lastIndex, value, unit: '成' };
  }
  if (next !== halved || noHalf.test(text.charAt(start - 1)) || !run(half, text, start, true)) return null;
  return { start, end: half.lastIndex, value: 0.5, unit: '' };
}

/** 零败诉, 无一例 and 没有发生一起 → 0; 翻两番 → 2 番. */
export function readZeroEvent(text: string, start: number): Candidate | null {
  if (!zeroOpeners.includes(text.charAt(start))) return null;
  if (run(zeroEvent, text, start, true)) return { start, end: zeroEvent.lastIndex, value: 0, unit: '' };
  const single = run(noSingle, text, start);
  if (single) return { start, end: noSingle.lastIndex, value: 0, unit: single.unit ?? '' };
  const times = run(doubling, text, start);
  if (!times) return null;
  return { start, end: doubling.lastIndex, value: parseHan(times.times ?? '') ?? 1, unit: '番' };
}

/** Most numbers are no fraction: one look at what follows tells. */
function opensFraction(text: string, start: number): boolean {
  if (text.charCodeAt(start + 1) === slash) return true;
  for (let at = start + 1; at <= start + 3; at += 1) if (text.charCodeAt(at) === share) return true;
  return false;
}

function parseAny(literal: string): number | null {
  return /^\d/.test(literal) ? parseArabic(literal) : parseHan(literal);
}

function run(expression: RegExp, text: string, start: number, bare = false) {
  expression.lastIndex = start;
  const match = expression.exec(text);
  return match ? (match.groups ?? (bare ? {} : null)) : null;
}
