import type { WrappedPdfiumModule } from '@embedpdf/pdfium';
import { PermanentError } from '@nianbao/contracts';
import { memoryOf } from './open-pdfium.ts';

/** A grey picture, one byte a pixel, rows from the top. */
export interface Raster {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** A page far longer than wide (a screenshot of a web page) is rendered smaller rather than beyond this. */
const maxPixels = 20_000_000;
// From PDFium's fpdfview.h.
const greyBitmap = 1;
const drawAnnotations = 0x01;
const white = 0xff_ff_ff_ff;

/** Draws an open page of PDFium, turned by quarter turns clockwise. */
export function renderPage(
  pdfium: WrappedPdfiumModule,
  page: number,
  shortSide: number,
  turn: 0 | 1 | 2 | 3,
): Raster {
  const shown = [pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)] as const;
  const [across, down] = turn % 2 === 0 ? shown : [shown[1], shown[0]];
  if (!(across > 0 && down > 0)) throw new PermanentError('PDF_CORRUPT', 'a page without size');
  const wanted = shortSide / Math.min(across, down);
  const scale = Math.min(wanted, Math.sqrt(maxPixels / (across * down)));
  const width = Math.max(1, Math.round(across * scale));
  const height = Math.max(1, Math.round(down * scale));
  const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, greyBitmap, 0, 0);
  if (bitmap === 0) throw new Error(`no bitmap of ${width} × ${height}`);
  try {
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, white);
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, turn, drawAnnotations);
    const start = pdfium.FPDFBitmap_GetBuffer(bitmap);
    const stride = pdfium.FPDFBitmap_GetStride(bitmap);
    const memory = memoryOf(pdfium);
    const pixels = new Uint8Array(width * height);
    for (let row = 0; row < height; row += 1) {
      const from = start + row * stride;
      pixels.set(memory.subarray(from, from + width), row * width);
    }
    return { width, height, pixels };
  } finally {
    pdfium.FPDFBitmap_Destroy(bitmap);
  }
}
