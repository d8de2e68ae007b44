import type { OutlineLexicon } from '../profiles/profile.ts';
import { compiledPattern } from './compiled-pattern.ts';
import { tidy } from './fold.ts';
import { parseNumber, parseYear } from './han-number.ts';
import type { Paragraph } from './paragraphs.ts';

interface Signature {
  issuer: string | null;
  issuedOn: string | null;
  /** Where the signature (or the closing formula before it) starts; null when there is none. */
  start: number | null;
  /** Where its last line ends; an annex may follow. */
  end: number;
}

const dateAtEnd =
  /(\d{4}|[一二三四五六七八九○零O]{4})\s*[年.\-/]\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*[月.\-/]\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日?\s*[）)]?$/;
const reach = 8;
const longestLine = 80;

/** Signature and date among the paragraphs behind the body's last text. `paragraphs` are without noise. */
export function findSignature(
  text: string,
  folded: string,
  paragraphs: readonly Paragraph[],
  lexicon: OutlineLexicon,
): Signature {
  const ending = compiledPattern(`^[\\u4e00-\\u9fff·、\\s]{2,50}(?:${lexicon.issuerEndings.join('|')})$`);
  const closing = compiledPattern(lexicon.closing);
  const issuers: string[] = [];
  let issuedOn: string | null = null;
  let start: number | null = null;
  const last = signatureEnd(folded, paragraphs, ending);
  for (let index = last; index >= Math.max(0, last - reach); index -= 1) {
    const paragraph = paragraphs[index];
    if (!paragraph || paragraph.end - paragraph.start > longestLine) break;
    let line = folded.slice(paragraph.start, paragraph.end);
    const date = issuedOn === null && issuers.length === 0 ? dateAtEnd.exec(line) : null;
    if (date) {
      issuedOn = isoDate(date);
      if (issuedOn === null) break;
      start = paragraph.start;
      line = line.slice(0, date.index).replace(/[（\s]+$/, '');
      if (line === '') continue;
    }
    if (ending.test(line)) {
      issuers.unshift(tidy(text.slice(paragraph.start, paragraph.start + line.length)));
      start = paragraph.start;
    } else if (ending.test(wrapped(folded, paragraphs[index - 1], line))) {
      issuers.unshift(tidy(wrapped(folded, paragraphs[index - 1], line)));
      start = paragraphs[index - 1]?.start ?? paragraph.start;
      index -= 1;
    } else if (closing.test(line)) {
      start = paragraph.start;
      break;
    } else break;
  }
  return {
    issuer: issuers.length > 0 ? issuers.join(' ') : null,
    issuedOn,
    start,
    end: paragraphs[last]?.end ?? 0,
  };
}

/** The paragraph with the date behind a signing body, wherever notes and annexes follow; else the report's last one. */
function signatureEnd(folded: string, paragraphs: readonly Paragraph[], ending: RegExp): number {
  const line = (index: number): string => {
    const paragraph = paragraphs[index];
    return paragraph
      ? folded.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + longestLine + 1))
      : '';
  };
  const at = paragraphs.findLastIndex((_, index) => {
    const own = line(index);
    const date = own.length <= longestLine ? dateAtEnd.exec(own) : null;
    if (!date) return false;
    const before = own.slice(0, date.index).replace(/[（\s]+$/, '');
    if (before !== '') return ending.test(before);
    return (
      ending.test(line(index - 1)) || ending.test(wrapped(folded, paragraphs[index - 2], line(index - 1)))
    );
  });
  return at < 0 ? paragraphs.length - 1 : at;
}

/** A body's name broken over two lines, as narrow columns do. */
function wrapped(folded: string, previous: Paragraph | undefined, line: string): string {
  if (!previous || previous.end - previous.start > longestLine / 2) return '';
  return folded.slice(previous.start, previous.end) + line;
}

function isoDate(match: RegExpExecArray): string | null {
  const year = parseYear(match[1] ?? '');
  const month = parseNumber(match[2] ?? '');
  const day = parseNumber(match[3] ?? '');
  if (year === null || month === null || day === null || month < 1 || month > 12 || day < 1) return null;
  const last = [
    31,
    year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28,
    31,
    30,
    31,
    30,
    31,
    31,
    30,
    31,
    30,
    31,
  ];
  if (day > (last[month - 1] ?? 0)) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
