import type { WrappedPdfiumModule } from '@embedpdf/pdfium';

// From PDFium's fpdf_edit.h.
const textType = 1;
/** Enough to judge a page by. */
const maxObjects = 2_000;
const maxNameBytes = 128;
/** Families that PDFium brings along; it has none with Chinese characters. Fonts drawn in the file itself (Type 3) have no name. */
const builtIn = /^(?:$|Helvetica|Arial|Times|Courier|Symbol|ZapfDingbats)/u;

/** Whether a picture of the open page lacks characters, since the file does not hold their font. */
export function lacksFont(pdfium: WrappedPdfiumModule, page: number): boolean {
  const count = Math.min(maxObjects, pdfium.FPDFPage_CountObjects(page));
  const seen = new Set<number>();
  for (let index = 0; index < count; index += 1) {
    const object = pdfium.FPDFPage_GetObject(page, index);
    if (pdfium.FPDFPageObj_GetType(object) !== textType) continue;
    const font = pdfium.FPDFTextObj_GetFont(object);
    if (font === 0 || seen.has(font)) continue;
    seen.add(font);
    if (pdfium.FPDFFont_GetIsEmbedded(font) === 0 && !builtIn.test(readName(pdfium, font))) return true;
  }
  return false;
}

function readName(pdfium: WrappedPdfiumModule, font: number): string {
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const address = malloc(maxNameBytes);
  const bytes = pdfium.FPDFFont_GetBaseFontName(font, address, maxNameBytes);
  const name = bytes === 0 || bytes > maxNameBytes ? '?' : pdfium.pdfium.UTF8ToString(address);
  free(address);
  return name;
}
