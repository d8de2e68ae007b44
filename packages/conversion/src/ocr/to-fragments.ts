import type { Fragment } from '../formats/pdf/pdf-page.ts';

/** Tesseract's row is this much higher than the font is large: 1.19 to 1.24 on official documents at 200 dpi. */
const rowPerSize = 1.22;
/** A gap this wide, in em, parts cells; what the joiner goes by, too. */
const cellGap = 1.2;

interface Word {
  text: string;
  bbox: { x0: number; x1: number };
}

/** Of a line of Tesseract's, what is needed to place it. Pixels from the upper left corner. */
export interface RecognisedLine {
  words: readonly Word[];
  bbox: { y0: number; y1: number };
  baseline: { y0: number; y1: number };
  rowAttributes: { rowHeight: number };
}

export interface PictureScale {
  /** Points a pixel. */
  points: number;
  /** Of the picture, in pixels. */
  height: number;
}

/** Recognised lines as text placed on the page. Words stay in Tesseract's order, since its boxes overlap. */
export function toFragments(lines: readonly RecognisedLine[], scale: PictureScale): Fragment[] {
  return lines.flatMap((line) => placeLine(line, scale));
}

function placeLine(line: RecognisedLine, { points, height }: PictureScale): Fragment[] {
  const pixels = line.rowAttributes.rowHeight / rowPerSize || line.bbox.y1 - line.bbox.y0;
  const y = (height - (line.baseline.y0 + line.baseline.y1) / 2) * points;
  return splitCells(line.words, pixels).map((words) => ({
    text: joinWords(words),
    x0: Math.min(...words.map(({ bbox }) => bbox.x0)) * points,
    x1: Math.max(...words.map(({ bbox }) => bbox.x1)) * points,
    y,
    size: pixels * points,
  }));
}

function splitCells(words: readonly Word[], em: number): Word[][] {
  const cells: Word[][] = [];
  let edge = Number.POSITIVE_INFINITY;
  for (const word of words.filter(({ text }) => text.trim() !== '')) {
    const last = cells.at(-1);
    if (last === undefined || word.bbox.x0 - edge > em * cellGap) cells.push([word]);
    else last.push(word);
    edge = Math.max(cells.at(-1)?.length === 1 ? 0 : edge, rightEdge(word, em));
  }
  return cells;
}

/** A box may be narrower than its characters can be. */
function rightEdge({ text, bbox }: Word, em: number): number {
  const ems = [...text.trim()].reduce((sum, character) => sum + (character > '\u2000' ? 1 : 0.5), 0);
  return Math.max(bbox.x1, bbox.x0 + ems * em);
}

/** Spaces beside Chinese characters go when the line is cleaned; words of Latin letters and figures keep theirs. */
function joinWords(words: readonly Word[]): string {
  return words.map(({ text }) => text.trim()).join(' ');
}
