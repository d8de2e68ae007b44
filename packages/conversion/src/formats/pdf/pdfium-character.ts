import type { WrappedPdfiumModule } from '@embedpdf/pdfium';
import { memoryOf } from '../../rendering/open-pdfium.ts';
import { apply, combine, invert, type Matrix, type Point } from './matrix.ts';

/** Below this cosine PDFium's advance box, which it measures along the page, says nothing. */
const minAlongPage = 0.5;
/** A hyphen at the end of a line, which PDFium marks so. */
const lineEndHyphens = new Set([0x02, 0xff_fe]);
const wide = /[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF]/u;

/** Bytes of what PDFium writes for one character: four doubles are the largest. */
export const resultSize = 32;

/** An open text page of PDFium, and room for its results. */
export interface TextPage {
  pdfium: WrappedPdfiumModule;
  handle: number;
  result: number;
}

/** What the characters of one text object share. */
export interface Style {
  /** From text space, in which the font is one unit large, to the page; its end is the start of the object. */
  matrix: Matrix;
  /** Along the baseline, points. */
  em: number;
  /** Direction of the baseline, length 1. */
  along: Point;
  /** From the form that the object stands in to the page. */
  form: Matrix | undefined;
}

export interface Character {
  text: string;
  origin: Point;
  /** Along the baseline, points. */
  width: number;
}

/** Style of the text object that this character belongs to; `undefined` when nothing of it shows. */
export function readStyle(page: TextPage, index: number, object: number): Style | undefined {
  const { pdfium, handle, result } = page;
  const size = pdfium.FPDFText_GetFontSize(handle, index);
  if (!pdfium.FPDFText_GetMatrix(handle, index, result)) return undefined;
  const placed = readMatrix(page);
  const [a, b, c, d, e, f] = placed;
  const matrix: Matrix = [a * size, b * size, c * size, d * size, e, f];
  const em = Math.hypot(matrix[0], matrix[1]);
  if (!(em > 0)) return undefined;
  const own = pdfium.FPDFPageObj_GetMatrix(object, result) ? invert(readMatrix(page)) : undefined;
  return { matrix, em, along: [matrix[0] / em, matrix[1] / em], form: own && combine(own, placed) };
}

/** `expected` is where the character before it ends: what stands for other text (`/ActualText`) in a form PDFium places in the form, not on the page. */
export function readCharacter(page: TextPage, index: number, style: Style, expected: Point): Character {
  const { pdfium, handle, result } = page;
  const code = pdfium.FPDFText_GetUnicode(handle, index);
  // Without a mapping PDFium gives the number of the glyph, which may look like text.
  const isUnmapped = code === 0 || pdfium.FPDFText_HasUnicodeMapError(handle, index) === 1;
  const text = isUnmapped ? '\uFFFD' : lineEndHyphens.has(code) ? '-' : String.fromCodePoint(code);
  pdfium.FPDFText_GetCharOrigin(handle, index, result, result + 8);
  const view = viewOf(page);
  const found: Point = [view.getFloat64(0, true), view.getFloat64(8, true)];
  const moved = style.form && apply(style.form, found);
  const isInForm = moved !== undefined && distance(moved, expected) < distance(found, expected);
  const origin = isInForm ? moved : found;
  const measure = Math.abs(style.along[0]) < minAlongPage ? measureTurned : measureLevel;
  return {
    text,
    origin,
    width: measure(page, index, style, origin, text, isInForm ? style.form : undefined),
  };
}

/** Advance of a character in text that runs along the page. */
function measureLevel(
  page: TextPage,
  index: number,
  { along, em }: Style,
  [x]: Point,
  text: string,
  form: Matrix | undefined,
): number {
  page.pdfium.FPDFText_GetLooseCharBox(page.handle, index, page.result);
  const view = viewOf(page);
  // FS_RECTF is left, top, right, bottom.
  const corners: Point[] = [
    [view.getFloat32(0, true), view.getFloat32(4, true)],
    [view.getFloat32(8, true), view.getFloat32(12, true)],
  ];
  const ends = corners.map((corner) => (form === undefined ? corner : apply(form, corner))[0]);
  const reach = Math.max(0, ...ends.map((end) => (end - x) / along[0]));
  // Its box is empty when PDFium has no shape for it.
  return reach === 0 && wide.test(text) ? em : reach;
}

/** How far the ink of a character in turned text reaches along the baseline. */
function measureTurned(
  { pdfium, handle, result }: TextPage,
  index: number,
  { along, em }: Style,
  [x, y]: Point,
  text: string,
  form: Matrix | undefined,
): number {
  if (wide.test(text)) return em;
  pdfium.FPDFText_GetCharBox(handle, index, result, result + 8, result + 16, result + 24);
  const view = viewOf({ pdfium, handle, result });
  const [left, right] = [view.getFloat64(0, true), view.getFloat64(8, true)];
  const [bottom, top] = [view.getFloat64(16, true), view.getFloat64(24, true)];
  const corners: Point[] = [
    [left, bottom],
    [left, top],
    [right, bottom],
    [right, top],
  ];
  const reaches = corners
    .map((corner) => (form === undefined ? corner : apply(form, corner)))
    .map(([across, up]) => (across - x) * along[0] + (up - y) * along[1]);
  return Math.min(em, Math.max(0, ...reaches));
}

function readMatrix(page: TextPage): Matrix {
  const view = viewOf(page);
  const at = (index: number): number => view.getFloat32(index * 4, true);
  return [at(0), at(1), at(2), at(3), at(4), at(5)];
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** Made anew for each result: PDFium's memory moves when it grows. */
function viewOf({ pdfium, result }: TextPage): DataView {
  return new DataView(memoryOf(pdfium).buffer, result, resultSize);
}
