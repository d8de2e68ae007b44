import type { QuotedSpan } from '@nianbao/contracts';
import type { OutlineLexicon } from '../profiles/profile.ts';
import { compiledPattern } from './compiled-pattern.ts';
import { matchNumber } from './number-style.ts';
import type { Paragraph } from './paragraphs.ts';
import { sentences } from './sentences.ts';

interface FrontMatter {
  title: QuotedSpan | null;
  addressee: QuotedSpan | null;
  /** Index of the first paragraph behind title, byline and addressee. */
  bodyIndex: number;
}

// The title stands among the first paragraphs; one that is printed over several lines has at most this many.
const reach = 12;
const maxLines = 3;

/** Title (over one to three lines, or printed again) and addressee line. */
export function findFrontMatter(
  text: string,
  folded: string,
  paragraphs: readonly Paragraph[],
  lexicon: OutlineLexicon,
): FrontMatter {
  const required = lexicon.title.required.map((pattern) => compiledPattern(pattern));
  const addresseePattern = compiledPattern(lexicon.addressee);
  const isTitle = (line: string): boolean =>
    line.length <= lexicon.title.maxLength && required.every((pattern) => pattern.test(line));
  const issuer = compiledPattern(`^[\\u4e00-\\u9fff]{3,30}(?:${lexicon.issuerEndings.join('|')})$`);
  const isIssuer = (line: string): boolean => issuer.test(line);
  let title: QuotedSpan | null = null;
  let addressee: QuotedSpan | null = null;
  let bodyIndex = 0;
  for (let index = 0; index < Math.min(paragraphs.length, reach); index += 1) {
    const paragraph = paragraphs[index];
    if (!paragraph || !isShort(folded, paragraph, lexicon.title.maxLength)) break;
    const line = compact(folded, paragraph.start, paragraph.end);
    if (addresseePattern.test(line)) {
      addressee ??= quote(text, paragraph.start, paragraph.end);
      bodyIndex = index + 1;
      continue;
    }
    const lines = titleLines(folded, paragraphs, index, { isTitle, isIssuer }, lexicon.title.maxLength);
    if (lines === 0) continue;
    const last = paragraphs[index + lines - 1] ?? paragraph;
    title ??= quote(text, paragraph.start, last.end);
    index += lines - 1;
    bodyIndex = index + 1;
  }
  return { title, addressee, bodyIndex };
}

/** How many paragraphs from `index` on make a title; 0 when they make none. */
function titleLines(
  folded: string,
  paragraphs: readonly Paragraph[],
  index: number,
  { isTitle, isIssuer }: { isTitle: (line: string) => boolean; isIssuer: (line: string) => boolean },
  maxLength: number,
): number {
  let line = '';
  let complete = 0;
  for (let count = 1; count <= maxLines; count += 1) {
    const paragraph = paragraphs[index + count - 1];
    if (!paragraph || !isShort(folded, paragraph, maxLength)) break;
    const own = compact(folded, paragraph.start, paragraph.end);
    // A title printed twice is two titles, unless the body's name alone stands above it.
    const isOther = isTitle(own) && !/^关于/.test(own) && (!isIssuer(line) || own.includes(line));
    // A heading, a letterhead (…文件) or a document number is none.
    if (/[：。；]$|文件$|号$/.test(own) || matchNumber(own) || (count > 1 && isOther)) break;
    line += own;
    if (isTitle(line)) {
      complete = count;
      break;
    }
  }
  return complete;
}

function isShort(folded: string, paragraph: Paragraph, maxLength: number): boolean {
  if (paragraph.end - paragraph.start > maxLength * 2) return false;
  return sentences(folded, paragraph.start, paragraph.end).length <= 1;
}

function compact(folded: string, start: number, end: number): string {
  return folded.slice(start, end).replace(/\s/g, '');
}

function quote(text: string, start: number, end: number): QuotedSpan {
  return { start, end, quote: text.slice(start, end) };
}
