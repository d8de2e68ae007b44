import type { WrappedPdfiumModule } from '@embedpdf/pdfium';

/** What is drawn on a page. */
export interface PageMarks {
  /** It shows more than a few strokes: a picture, a form with content of its own, text, or many paths. */
  isDrawnOn: boolean;
  /** Share of the page that its largest picture covers, 0–1. */
  pictureShare: number;
}

// From PDFium's fpdf_edit.h.
const types = { text: 1, path: 2, image: 3, form: 5 };
/** Frames and rules take fewer paths; text that was turned into outlines takes more. */
const minPaths = 20;
/** Enough to judge a page by. */
const maxObjects = 2_000;

/** Looks at an open page's objects without decoding its pictures. */
export function surveyPage(pdfium: WrappedPdfiumModule, page: number): PageMarks {
  const count = Math.min(maxObjects, pdfium.FPDFPage_CountObjects(page));
  const area = pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page);
  const marks: PageMarks = { isDrawnOn: false, pictureShare: 0 };
  let paths = 0;
  for (let index = 0; index < count; index += 1) {
    const object = pdfium.FPDFPage_GetObject(page, index);
    const type = pdfium.FPDFPageObj_GetType(object);
    if (type === types.path) paths += 1;
    if (type === types.text || type === types.image || type === types.form || paths >= minPaths)
      marks.isDrawnOn = true;
    if (type === types.image)
      marks.pictureShare = Math.max(marks.pictureShare, boundsArea(pdfium, object) / area);
  }
  return marks;
}

function boundsArea(pdfium: WrappedPdfiumModule, object: number): number {
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const address = malloc(16);
  const at = [0, 4, 8, 12].map((offset) => address + offset) as [number, number, number, number];
  const found = pdfium.FPDFPageObj_GetBounds(object, ...at);
  const [left = 0, bottom = 0, right = 0, top = 0] = at.map((each) => pdfium.pdfium.getValue(each, 'float'));
  free(address);
  return found ? Math.abs((right - left) * (top - bottom)) : 0;
}
