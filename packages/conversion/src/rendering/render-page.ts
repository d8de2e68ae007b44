import type { WrappedPdfiumModule } from '@embedpdf/pdfium';
import { drawPage, readPageSize } from './draw-page.ts';
import { toGrey } from './to-grey.ts';

/** A grey picture, one byte a pixel, rows from the top. */
export interface Raster {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** A page far longer than wide (a screenshot of a web page) is rendered smaller rather than beyond this. */
const maxPixels = 20_000_000;

/** Draws an open page of PDFium for OCR, turned by quarter turns clockwise. */
export function renderPage(
  pdfium: WrappedPdfiumModule,
  page: number,
  shortSide: number,
  turn: 0 | 1 | 2 | 3,
): Raster {
  const shown = readPageSize(pdfium, page);
  const [across, down] = turn % 2 === 0 ? [shown.width, shown.height] : [shown.height, shown.width];
  const wanted = shortSide / Math.min(across, down);
  const scale = Math.min(wanted, Math.sqrt(maxPixels / (across * down)));
  const width = Math.max(1, Math.round(across * scale));
  const height = Math.max(1, Math.round(down * scale));
  const size = { width, height };
  return { ...size, pixels: toGrey(drawPage(pdfium, page, { ...size, turn }), size) };
}
