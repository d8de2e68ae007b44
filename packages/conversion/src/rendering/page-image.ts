import type { WrappedPdfiumModule } from '@embedpdf/pdfium';
import { PNG } from 'pngjs';
import { drawPage, readPageSize } from './draw-page.ts';
import { lacksFont } from './lacks-font.ts';

/** A page as a viewer shows it. */
export interface PageImage {
  /** In colour. */
  png: Uint8Array;
  /** Pixels. */
  width: number;
  height: number;
  /** The page as the file describes it: 1-based number, of how many, and its size in points. */
  page: { number: number; count: number; width: number; height: number };
  /** The file leaves a font to its reader that we do not have: characters are missing in the picture. */
  lacksFont: boolean;
}

/** Wider pictures show nothing more of a page of text. */
const maxWidth = 2400;
/** A page far longer than wide is drawn smaller rather than beyond this. */
const maxPixels = 9_000_000;

/** Draws an open page of PDFium, `wanted` pixels wide and 2400 at most. */
export function drawPageImage(
  pdfium: WrappedPdfiumModule,
  page: number,
  wanted: number,
): Omit<PageImage, 'page'> & { size: { width: number; height: number } } {
  const size = readPageSize(pdfium, page);
  const scale = Math.min(
    Math.max(1, Math.min(wanted, maxWidth)) / size.width,
    Math.sqrt(maxPixels / (size.width * size.height)),
  );
  const width = Math.max(1, Math.round(size.width * scale));
  const height = Math.max(1, Math.round(size.height * scale));
  const picture = new PNG({ width, height });
  picture.data = Buffer.from(drawPage(pdfium, page, { width, height, turn: 0 }));
  // The up filter suits flat pages and costs a tenth of trying all five.
  const png = PNG.sync.write(picture, { colorType: 2, filterType: 2, deflateLevel: 6 });
  return { png, width, height, size, lacksFont: lacksFont(pdfium, page) };
}
