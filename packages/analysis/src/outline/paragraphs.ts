import type { ConvertedDocument } from '@nianbao/contracts';
import { flatMap } from '../patterns/flat-map.ts';
import { isSpace } from './fold.ts';
import { matchNumber } from './number-style.ts';
import { headingCuts } from './split-paragraph.ts';

/** A logical paragraph: one or more lines, without white space at its ends. */
export interface Paragraph {
  start: number;
  end: number;
  /** Rows of tables carry no headings. */
  table: boolean;
  /** Level of the word processor's heading style, when it has one. */
  styleLevel: number | null;
  centred: boolean;
}

interface Line extends Paragraph {
  block: number;
}

const closed = /[。！？：；!?:;”"」]$/;
// Hard-wrapped text: lines of 20 to 80 characters, most of them full.
const wrapRange = { min: 20, max: 80 };
const longestRow = 600;
const halfNumberEnd = /（ *[一二三四五六七八九十]{0,3} *$/;
const halfNumberStart = /^[一二三四五六七八九十]{0,3} *）/;

const known = new WeakMap<ConvertedDocument, { folded: string; paragraphs: Paragraph[] }>();

/**
 * Lines joined to paragraphs where a break is only a wrap. `folded` is the folded text with noise blanked out. Segmenting and
 * reviewing a document read the same paragraphs: they are made once.
 */
export function paragraphs(document: ConvertedDocument, folded: string): readonly Paragraph[] {
  const made = known.get(document);
  if (made?.folded === folded) return made.paragraphs;
  const paragraphs = joinLines(document, folded);
  known.set(document, { folded, paragraphs });
  return paragraphs;
}

function joinLines(document: ConvertedDocument, folded: string): Paragraph[] {
  const lines = splitLines(document, folded);
  const width = wrapWidth(lines);
  const joined: Line[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    if (last && isWrap(last, line, folded, width)) last.end = line.end;
    else joined.push({ ...line });
  }
  return flatMap(mendNumbers(joined, folded), (line) => splitAtNumbers(line, folded));
}

function splitAtNumbers(line: Line, folded: string): Line[] {
  if (line.table) return [line];
  const cuts = headingCuts(folded.slice(line.start, line.end)).map((cut) => line.start + cut);
  if (cuts.length === 0) return [line];
  return [line.start, ...cuts].map((start, index) => ({
    ...line,
    ...trim(folded, start, cuts[index] ?? line.end),
  }));
}

function splitLines(document: ConvertedDocument, folded: string): Line[] {
  const blocks =
    document.blocks.length > 0
      ? document.blocks
      : [{ kind: 'paragraph' as const, start: 0, end: folded.length }];
  const lines: Line[] = [];
  for (const [index, block] of blocks.entries()) {
    let start = block.start;
    while (start <= block.end) {
      const found = folded.indexOf('\n', start);
      const end = found < 0 || found > block.end ? block.end : found;
      const range = trim(folded, start, end);
      if (range.start < range.end)
        lines.push({
          start: range.start,
          end: range.end,
          block: index,
          table: block.kind === 'table-row' || isRow(document.text.slice(range.start, range.end)),
          styleLevel: styleLevel('style' in block ? block.style : undefined),
          centred: 'centred' in block && block.centred === true,
        });
      start = end + 1;
    }
  }
  return lines;
}

/** Three cells or more, parted by tabs or, when they are figures, by spaces or bars (一、本年新收申请数量 3 0 0 0 0 0 3). */
function isRow(line: string): boolean {
  if (line.length > longestRow) return false;
  return (
    (line.includes('\t') && /\S *\t *\S.*\t *\S/.test(line)) ||
    /(?:[ |]+\d[\d.,]{0,12}){3}\s*$/.test(line.slice(-60))
  );
}

/** The range without white space at its ends. */
export function trim(folded: string, start: number, end: number): { start: number; end: number } {
  let from = start;
  let to = end;
  while (from < to && isSpace(folded.charCodeAt(from))) from += 1;
  while (to > from && isSpace(folded.charCodeAt(to - 1))) to -= 1;
  return { start: from, end: to };
}

function styleLevel(style: string | undefined): number | null {
  if (!style) return null;
  const match = /^(?:heading|标题|outline)\s*-?([1-6])/i.exec(style ?? '');
  return match ? Number(match[1]) : null;
}

/** The width the text is wrapped at, or null when paragraphs are not wrapped. */
function wrapWidth(lines: Line[]): number | null {
  const lengths = lines.map((line) => line.end - line.start).sort((a, b) => a - b);
  const width = lengths[Math.floor(lengths.length * 0.9)] ?? 0;
  if (lines.length < 5 || width < wrapRange.min || width > wrapRange.max) return null;
  const full = lengths.filter((length) => length >= width * 0.85).length;
  return full >= lines.length * 0.4 ? width : null;
}

function isWrap(last: Line, next: Line, folded: string, width: number | null): boolean {
  if (last.table || next.table || last.styleLevel !== next.styleLevel) return false;
  const tail = folded.slice(Math.max(last.start, last.end - 8), last.end);
  if (last.block !== next.block && closed.test(tail)) return false;
  const lastLine = folded.lastIndexOf('\n', last.end - 1);
  const lastLength = last.end - Math.max(last.start, lastLine + 1);
  const startsNumber = matchNumber(folded.slice(next.start, next.start + 16)) !== null;
  const numbered = matchNumber(folded.slice(last.start, last.start + 16)) !== null;
  if (last.block === next.block) {
    if (startsNumber) return false;
    // A short heading line inside one block of soft breaks stands alone.
    return !(numbered && lastLength < 40 && lastLength < (next.end - next.start) * 0.7);
  }
  if (startsNumber) return false;
  if (width !== null) return lastLength >= width * 0.85;
  const midWord =
    /[\u4e00-\u9fff，、]$/.test(tail) && /^[\u4e00-\u9fff]/.test(folded.slice(next.start, next.start + 1));
  return midWord && lastLength >= (numbered ? 80 : 40) && next.end - next.start > 0 && !endsBody(tail);
}

function endsBody(tail: string): boolean {
  return /人民政府$|委员会$|办事处$/.test(tail);
}

/** A number split over two lines (`…。（` / `三）…`) goes to the second. */
function mendNumbers(lines: Line[], folded: string): Line[] {
  const swallowed = new Set<Line>();
  for (let index = 0; index + 1 < lines.length; index += 1) {
    const line = lines[index];
    const next = lines[index + 1];
    if (!line || !next) continue;
    const from = Math.max(line.start, line.end - 8);
    const open = halfNumberEnd.exec(folded.slice(from, line.end));
    const rest = open && halfNumberStart.exec(folded.slice(next.start, next.start + 8));
    if (!rest || !/[一二三四五六七八九十]/.test(open[0] + rest[0])) continue;
    next.start = from + open.index;
    const trimmed = trim(folded, line.start, next.start);
    if (trimmed.start < trimmed.end) line.end = trimmed.end;
    else {
      swallowed.add(line);
      index += 1;
    }
  }
  return swallowed.size === 0 ? lines : lines.filter((line) => !swallowed.has(line));
}
