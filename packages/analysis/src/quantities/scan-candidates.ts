import { codeTable } from '../patterns/code-table.ts';
import { readBareNumber } from './bare-number.ts';
import type { Candidate, RejectedSpan } from './candidate.ts';
import { readFraction, readZeroEvent } from './fraction.ts';
import { rejectHanFigure } from './han-idiom.ts';
import type { NonFigureMap } from './non-figures.ts';
import { multiplierOf, parseArabic, parseHan, withoutDust } from './numerals.ts';
import type { QuantityLexicon } from './quantity-lexicon.ts';

export interface Scan {
  candidates: Candidate[];
  rejected: RejectedSpan[];
}

type Reading = Candidate | { reject: RejectedSpan } | null;

const numberStart = codeTable('0123456789零〇一二两三四五六七八九十百千万亿无没未翻');
const digit = codeTable('0123456789');
const halfMark = '半'.charCodeAt(0);
const halvedUnits = new Set(['天', '岁', '倍', '亩', '斤', '里', '米', '吨']);

/** Every number of width-folded `text` in order: taken with its unit, or rejected with the reason. */
export function scanCandidates(text: string, lexicon: QuantityLexicon, nonFigures: NonFigureMap): Scan {
  const scan: Scan = { candidates: [], rejected: [] };
  let lastNonFigure: object | undefined;
  for (let start = 0; start < text.length; start++) {
    if (!numberStart[text.charCodeAt(start)]) continue;
    const nonFigure = nonFigures.at(start);
    if (nonFigure) {
      if (nonFigure !== lastNonFigure) scan.rejected.push(nonFigure);
      lastNonFigure = nonFigure;
      continue;
    }
    const reading = readAt(text, start, lexicon);
    if (!reading) continue;
    const found = 'reject' in reading ? reading.reject : reading;
    if ('reject' in reading) scan.rejected.push(reading.reject);
    else scan.candidates.push(withHalf(text, reading));
    start = Math.max(start, found.end - 1);
  }
  return scan;
}

/** 1天半 → 1.5 天. */
function withHalf(text: string, found: Candidate): Candidate {
  if (text.charCodeAt(found.end) !== halfMark || !halvedUnits.has(found.unit)) return found;
  if (/[天日年月夜路]/.test(text.charAt(found.end + 1))) return found;
  return { ...found, end: found.end + 1, value: found.value + 0.5 };
}

function readAt(text: string, start: number, lexicon: QuantityLexicon): Reading {
  const special = readFraction(text, start) ?? readZeroEvent(text, start);
  if (special) return special;
  if (digit[text.charCodeAt(start)])
    return readRange(text, start, lexicon) ?? readArabic(text, start, lexicon);
  return readHan(text, start, lexicon);
}

function readRange(text: string, start: number, lexicon: QuantityLexicon): Candidate | null {
  const groups = matchAt(lexicon.range, text, start);
  if (!groups) return null;
  const unit = groups.unit ?? '';
  const fromUnit = groups.fromUnit ?? '';
  // 由3件到5件 is a change, 由3至5名…组成 a range.
  if (fromUnit && /[由从]/.test(text.charAt(start - 1))) return null;
  const scale = multiplierOf(groups.scale ?? '');
  if (fromUnit && fromUnit !== unit && multiplierOf(fromUnit) === 1) return null;
  const fromScale = multiplierOf(fromUnit) > 1 ? multiplierOf(fromUnit) : scale;
  const value = parseArabic(groups.from ?? '') * fromScale;
  const upper = parseArabic(groups.to ?? '') * scale;
  if (upper <= value) return null;
  return { start, end: lexicon.range.lastIndex, value, upper, unit, ...approximationOf(groups.inside) };
}

function readArabic(text: string, start: number, lexicon: QuantityLexicon): Reading {
  const groups = matchAt(lexicon.arabic, text, start);
  if (!groups) return null;
  let end = lexicon.arabic.lastIndex;
  const scale = multiplierOf(groups.scale ?? '');
  const rest = groups.rest ? parseArabic(groups.rest.replace(/[百千万]$/, '')) : 0;
  // 2千多万, 1亿3千多万: the last multiplier stands behind 多.
  const last = multiplierOf(groups.last ?? '');
  const value =
    withoutDust(parseArabic(groups.number ?? '') * scale * (groups.rest ? 1 : last)) +
    rest * multiplierOf(groups.restScale ?? '') * last;
  const unit = groups.unit ?? '';
  if (groups.rest && scale === 1) {
    end = start + (groups.number ?? '').length;
    return { reject: { start, end, reason: 'no-unit' } };
  }
  const candidate = { start, end, value, unit, ...approximationOf(groups.before ?? groups.inside) };
  if (unit) return candidate;
  const listed = readListed(text, candidate, scale, lexicon);
  if (listed) return listed;
  end = start + text.slice(start, end).trimEnd().length;
  return readBareNumber(text, { ...candidate, end }, scale > 1);
}

/** 分别提高20.9、36.2、54个百分点, 1409万、1305万人次: the unit, and 万 when only the last has it, holds for the whole list. */
function readListed(
  text: string,
  candidate: Candidate,
  scale: number,
  lexicon: QuantityLexicon,
): Candidate | null {
  if (!/[、和与及]/.test(text.charAt(candidate.end))) return null;
  if (
    scale === 1 &&
    !/分别[^。；\n]{0,30}$/.test(text.slice(Math.max(0, candidate.start - 32), candidate.start))
  )
    return null;
  const groups = matchAt(lexicon.listUnit, text, candidate.end);
  if (!groups?.unit) return null;
  const shared = scale === 1 ? multiplierOf(groups.scale ?? '') : 1;
  return { ...candidate, value: withoutDust(candidate.value * shared), unit: groups.unit };
}

function readHan(text: string, start: number, lexicon: QuantityLexicon): Reading {
  const range = matchAt(lexicon.hanRange, text, start);
  if (range) {
    const value = parseHan(range.from ?? '');
    const upper = parseHan(range.to ?? '');
    if (value !== null && upper !== null && upper > value) {
      const end = lexicon.hanRange.lastIndex;
      return { start, end, value, upper, unit: range.unit ?? '', ...approximationOf(range.inside) };
    }
  }
  const groups = matchAt(lexicon.han, text, start);
  if (!groups) return null;
  const end = lexicon.han.lastIndex;
  const number = parseHan(groups.number ?? '');
  const skipped: RejectedSpan = { start, end, reason: 'idiom' };
  if (number === null) return groups.unit ? { reject: skipped } : null;
  const approximation = approximationOf(groups.inside);
  const value = withoutDust(number * multiplierOf(groups.scale ?? ''));
  const candidate = { start, end, value, unit: groups.unit ?? '', ...approximation };
  const verdict = rejectHanFigure(text, candidate, groups.number ?? '', lexicon);
  if (verdict === 'skip') return null;
  return verdict === 'idiom' ? { reject: skipped } : candidate;
}

function approximationOf(inside: string | undefined): { approximation?: string } {
  return inside ? { approximation: inside.replace('个', '') } : {};
}

function matchAt(expression: RegExp, text: string, start: number): Record<string, string | undefined> | null {
  expression.lastIndex = start;
  return expression.exec(text)?.groups ?? null;
}
