import type { WrappedPdfiumModule } from '@embedpdf/pdfium';
import { PermanentError } from '@nianbao/contracts';
import { memoryOf } from './open-pdfium.ts';

export interface PageSize {
  width: number;
  height: number;
}

export interface Drawing extends PageSize {
  /** Quarter turns clockwise. */
  turn: number;
}

// From PDFium's fpdfview.h.
const fourBytes = 3;
const drawAnnotations = 0x01;
/** Red, green, blue instead of blue, green, red. */
const redFirst = 0x10;
const white = 0xff_ff_ff_ff;

/** Size of an open page as shown, in points. Throws PDF_CORRUPT. */
export function readPageSize(pdfium: WrappedPdfiumModule, page: number): PageSize {
  const [width, height] = [pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)];
  if (!(width > 0 && height > 0)) throw new PermanentError('PDF_CORRUPT', 'a page without size');
  return { width, height };
}

/** Pixels of an open page on white, rows from the top: red, green, blue and a byte that means nothing. */
export function drawPage(
  pdfium: WrappedPdfiumModule,
  page: number,
  { width, height, turn }: Drawing,
): Uint8Array {
  const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, fourBytes, 0, 0);
  if (bitmap === 0) throw new Error(`no bitmap of ${width} × ${height}`);
  try {
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, white);
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, turn, drawAnnotations | redFirst);
    const start = pdfium.FPDFBitmap_GetBuffer(bitmap);
    const stride = pdfium.FPDFBitmap_GetStride(bitmap);
    const memory = memoryOf(pdfium);
    const row = width * 4;
    const pixels = new Uint8Array(row * height);
    for (let y = 0; y < height; y += 1) {
      const from = start + y * stride;
      pixels.set(memory.subarray(from, from + row), y * row);
    }
    return pixels;
  } finally {
    pdfium.FPDFBitmap_Destroy(bitmap);
  }
}
