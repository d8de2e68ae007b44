import type { WrappedPdfiumModule } from '@embedpdf/pdfium';
import type { Point } from './matrix.ts';
import {
  type Character,
  readCharacter,
  readStyle,
  resultSize,
  type Style,
  type TextPage,
} from './pdfium-character.ts';
import type { PlacedText } from './placed-text.ts';

/** A gap this wide, in em, ends a run: lines are parted and spaced by the gaps between runs. */
const maxGap = 0.15;
/** Kerning moves the next character back by less than this, in em; bold by double strike moves further. */
const maxStepBack = 0.3;
/** Off the run's baseline by more than this, in em, is another run. */
const maxRise = 0.05;

interface Run {
  style: Style;
  origin: Point;
  text: string;
  /** Distances along the baseline from the run's origin: of the last character's origin, its end, the end of the visible text. */
  last: number;
  cursor: number;
  end: number;
}

/**
 * Text of a page opened by PDFium as runs of one style on one baseline. Characters that PDFium makes up (spaces, line
 * breaks) are left out. `undefined` when the page is broken.
 */
export function readPdfiumRuns(pdfium: WrappedPdfiumModule, page: number): PlacedText[] | undefined {
  const handle = pdfium.FPDFText_LoadPage(page);
  if (handle === 0) return undefined;
  const result = pdfium.pdfium.wasmExports.malloc(resultSize);
  try {
    return readRuns({ pdfium, handle, result }).map(toPlacedText);
  } finally {
    pdfium.pdfium.wasmExports.free(result);
    pdfium.FPDFText_ClosePage(handle);
  }
}

function readRuns(page: TextPage): Run[] {
  const { pdfium, handle } = page;
  const runs: Run[] = [];
  const count = pdfium.FPDFText_CountChars(handle);
  let object = 0;
  let style: Style | undefined;
  let expected: Point = [0, 0];
  for (let index = 0; index < count; index += 1) {
    const owner = pdfium.FPDFText_GetTextObject(handle, index);
    if (owner === 0) continue;
    if (owner !== object) {
      object = owner;
      style = readStyle(page, index, object);
      if (style !== undefined) expected = [style.matrix[4], style.matrix[5]];
    }
    if (style === undefined) continue;
    const character = readCharacter(page, index, style, expected);
    const { text, origin, width } = character;
    expected = [origin[0] + width * style.along[0], origin[1] + width * style.along[1]];
    const run = runs.at(-1);
    if (run !== undefined && hasSameStyle(run.style, style) && append(run, character)) continue;
    if (text.trim() === '') continue;
    runs.push({ style, origin, text, last: 0, cursor: width, end: width });
  }
  return runs;
}

function hasSameStyle(a: Style, b: Style): boolean {
  return a === b || [0, 1, 2, 3].every((at) => Math.abs((a.matrix[at] ?? 0) - (b.matrix[at] ?? 0)) < 1e-3);
}

/** Adds the character if it goes on where the run ends. */
function append(run: Run, { text, origin, width }: Character): boolean {
  const { along, em } = run.style;
  const [across, up] = [origin[0] - run.origin[0], origin[1] - run.origin[1]];
  const start = across * along[0] + up * along[1];
  const rise = Math.abs(up * along[0] - across * along[1]);
  // The letters of a ligature share one origin.
  const follows = start >= run.cursor - maxStepBack * em || Math.abs(start - run.last) < 1e-3;
  if (!follows || start > run.cursor + maxGap * em || rise > maxRise * em) return false;
  run.text += text;
  run.last = start;
  run.cursor = Math.max(run.cursor, start + width);
  if (text.trim() !== '') run.end = run.cursor;
  return true;
}

function toPlacedText({ style, origin, text, end }: Run): PlacedText {
  const [a, b, c, d] = style.matrix;
  return { text: text.trimEnd(), matrix: [a, b, c, d, ...origin], width: end };
}
