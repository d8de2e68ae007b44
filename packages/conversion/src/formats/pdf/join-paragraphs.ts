import { endsSentence, opensHeading, startsNewParagraph } from '../../blocks/paragraph-cues.ts';
import { joinLineEnds } from './clean-text.ts';
import { createMarginFinder, type Margins } from './find-margins.ts';
import { findTableRows } from './find-table-rows.ts';
import { median } from './median.ts';
import type { PageLine } from './pdf-page.ts';
import { placeCells } from './place-cells.ts';

/** A paragraph or table row, with the offset in `text` where each page it touches begins. */
export interface PdfParagraph {
  text: string;
  kind: 'paragraph' | 'table-row';
  centred: boolean;
  pages: { number: number; offset: number }[];
}

// All lengths below are in em, the font size of the line.
/** A line that ends this far before the right margin ends its paragraph. */
const shortBy = 1.6;
/** A line that starts this far after the left margin begins a paragraph. */
const indentBy = 1.2;
const sameEdge = 0.5;
/** More than the two characters a paragraph is indented by. */
const beyondIndent = 2.6;
const sizeChange = 0.1;
const titleSize = 1.15;
/** Line distances beyond the usual one by this much part paragraphs. */
const gapBeyondPitch = 0.45;
/** With this share of indented lines a document marks its paragraphs by indents, and wording is no cue. */
const indentedShare = 0.1;

interface Layout {
  marginsOf(line: PageLine): Margins;
  /** Usual distance of baselines, em. */
  pitch: number;
  indents: boolean;
  /** Font size of most lines, points. */
  bodySize: number;
}

/** Lines of all pages in reading order to paragraphs, by geometry: short lines, indents, sizes, gaps; across columns and pages. */
export function joinParagraphs(lines: PageLine[], pageWidths: Map<number, number>): PdfParagraph[] {
  const rows = composeRows(lines, findTableRows(lines));
  const running = lines.filter((line) => !rows.has(line));
  const layout = measureLayout(running, createMarginFinder(running, pageWidths));
  const paragraphs: PdfParagraph[] = [];
  let previous: PageLine | undefined;
  for (const line of lines) {
    const row = rows.get(line);
    const last = paragraphs.at(-1);
    if (row !== undefined)
      paragraphs.push(startParagraph(line, { text: row, kind: 'table-row', centred: false }));
    else if (last === undefined || previous === undefined || beginsParagraph(previous, line, layout)) {
      const centred = isCentred(line, layout.marginsOf(line), layout);
      paragraphs.push(startParagraph(line, { text: textOf(line), kind: 'paragraph', centred }));
    } else append(last, line);
    previous = row === undefined ? line : undefined;
  }
  return paragraphs;
}

function measureLayout(lines: PageLine[], marginsOf: Layout['marginsOf']): Layout {
  const distances = lines.flatMap((line, index) => {
    const next = lines[index + 1];
    return next !== undefined && next.page === line.page && next.y < line.y
      ? [(line.y - next.y) / line.size]
      : [];
  });
  const indented = lines.filter((line) => {
    const indent = (line.x0 - marginsOf(line).left) / line.size;
    return indent > indentBy && indent < 3;
  });
  return {
    marginsOf,
    pitch: median(distances) ?? 1.5,
    indents: indented.length > lines.length * indentedShare,
    bodySize: median(lines.map((line) => line.size)) ?? 1,
  };
}

function beginsParagraph(previous: PageLine, line: PageLine, layout: Layout): boolean {
  if (Math.abs(previous.size - line.size) > sizeChange * Math.max(previous.size, line.size)) return true;
  const [before, after] = [layout.marginsOf(previous), layout.marginsOf(line)];
  const sameFlow = previous.page === line.page && previous.column === line.column;
  const distance = (previous.y - line.y) / line.size;
  if (sameFlow && distance > layout.pitch + gapBeyondPitch) return true;
  if (
    isCentred(line, after, layout) &&
    (isCentred(previous, before, layout) || isTitle(previous, before, layout))
  ) {
    return !sameFlow || !wrapsTitle(previous, line, before);
  }
  if (before.right - previous.x1 > shortBy * previous.size) return true;
  if (line.x0 - after.left > indentBy * line.size) return !continuesIndented(previous, line, before, after);
  return !layout.indents && startsNewParagraph(textOf(previous), textOf(line));
}

/** Larger than the text and reaching to both margins: the first line of a long title. */
function isTitle(line: PageLine, { left, right }: Margins, layout: Layout): boolean {
  return (
    line.size > layout.bodySize * titleSize &&
    line.x0 - left < shortBy * line.size &&
    right - line.x1 < shortBy * line.size
  );
}

/** A centred title that goes on below is as wide as what follows; a narrower line above it is a line of its own (the issuer). */
function wrapsTitle(previous: PageLine, line: PageLine, { left, right }: Margins): boolean {
  const width = previous.x1 - previous.x0;
  return width >= line.x1 - line.x0 || width > 0.75 * (right - left);
}

/** A list or quotation indented as a whole: the full line above, at the same indent, has not come to its end. */
function continuesIndented(previous: PageLine, line: PageLine, before: Margins, after: Margins): boolean {
  const shift = Math.abs(previous.x0 - before.left - (line.x0 - after.left));
  return shift < sameEdge * line.size && !endsSentence(textOf(previous)) && !opensHeading(textOf(line));
}

/** Free on both sides about equally. Text of body size must be free by more than the indent of a paragraph. */
function isCentred(line: PageLine, { left, right }: Margins, { bodySize }: Layout): boolean {
  const [before, after] = [line.x0 - left, right - line.x1].map((space) => space / line.size);
  const minSpace = line.size > bodySize * titleSize ? indentBy : beyondIndent;
  return (
    before !== undefined &&
    after !== undefined &&
    before > minSpace &&
    after > minSpace &&
    Math.abs(before - after) < 2
  );
}

/** Rows of tables as text, cells joined by tabs; those that follow one another on a page share their columns. */
function composeRows(lines: readonly PageLine[], rows: ReadonlySet<PageLine>): Map<PageLine, string> {
  const composed = new Map<PageLine, string>();
  let table: PageLine[] = [];
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1];
    if (!rows.has(line)) continue;
    table.push(line);
    if (next !== undefined && rows.has(next) && next.page === line.page && next.column === line.column)
      continue;
    for (const [at, cells] of placeCells(table).entries()) composed.set(table[at] ?? line, cells.join('\t'));
    table = [];
  }
  return composed;
}

function startParagraph(line: PageLine, content: Omit<PdfParagraph, 'pages'>): PdfParagraph {
  return { ...content, pages: [{ number: line.page, offset: 0 }] };
}

function append(paragraph: PdfParagraph, line: PageLine): void {
  const joined = joinLineEnds(paragraph.text, textOf(line));
  if (paragraph.pages.at(-1)?.number !== line.page) {
    paragraph.pages.push({ number: line.page, offset: joined.length - textOf(line).length });
  }
  paragraph.text = joined;
}

function textOf(line: PageLine): string {
  return line.segments.map(({ text }) => text).join(' ');
}
