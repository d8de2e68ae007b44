import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PdfDocument } from './open-pdf.ts';

/** Looking costs decoding the page's images: a scan of hundreds of pages is judged by its first ones. */
const maxLooks = 3;
const imageOperators = new Set<number>([
  OPS.paintImageXObject,
  OPS.paintInlineImageXObject,
  OPS.paintImageMaskXObject,
]);

/** Of the pages without text, how many show an image: scanned pages, where an empty page loses nothing. */
export async function countImagePages(pdf: PdfDocument, textlessPages: number[]): Promise<number> {
  const looked = textlessPages.slice(0, maxLooks);
  let found = 0;
  for (const number of looked) {
    const page = await pdf.getPage(number);
    const { fnArray } = await page.getOperatorList();
    if (fnArray.some((operator) => imageOperators.has(operator))) found += 1;
    page.cleanup();
  }
  return looked.length === 0 ? 0 : Math.round((found / looked.length) * textlessPages.length);
}
