import type { WrappedPdfiumModule } from '@embedpdf/pdfium';
import { PermanentError } from '@nianbao/contracts';
import { readPageSize } from './draw-page.ts';
import { forgetPdfium, memoryOf, openingError, openPdfium } from './open-pdfium.ts';
import { drawPageImage } from './page-image.ts';
import { type Raster, renderPage } from './render-page.ts';
import { type PageMarks, surveyPage } from './survey-page.ts';

/** Quarter turns clockwise. */
export type Turn = 0 | 1 | 2 | 3;

/** The pages of a PDF as pictures. Page numbers are 1-based. */
export interface PageRenderer {
  /** Size as shown, in points. */
  size(page: number): { width: number; height: number };
  /** Grey picture of the turned page whose shorter side has so many pixels. */
  render(page: number, shortSide: number, turn: Turn): Raster;
  survey(page: number): PageMarks;
  /** Picture in colour for a viewer, so many pixels wide. */
  picture(page: number, width: number): ReturnType<typeof drawPageImage>;
  count(): number;
}

/** Opens a PDF for rendering, hands it to `use` and frees it. Throws ENCRYPTED, PDF_CORRUPT. */
export async function withRenderer<Result>(
  bytes: Uint8Array,
  use: (renderer: PageRenderer) => Result | Promise<Result>,
): Promise<Result> {
  const pdfium = await openPdfium();
  try {
    return await useDocument(pdfium, bytes, use);
  } catch (error) {
    if (!(error instanceof PermanentError)) forgetPdfium();
    throw error;
  }
}

async function useDocument<Result>(
  pdfium: WrappedPdfiumModule,
  bytes: Uint8Array,
  use: (renderer: PageRenderer) => Result | Promise<Result>,
): Promise<Result> {
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const address = malloc(bytes.length);
  memoryOf(pdfium).set(bytes, address);
  const document = pdfium.FPDF_LoadMemDocument(address, bytes.length, '');
  try {
    if (document === 0) throw openingError(pdfium);
    const onPage = <T>(number: number, look: (page: number) => T): T => {
      const page = pdfium.FPDF_LoadPage(document, number - 1);
      if (page === 0) throw new PermanentError('PDF_CORRUPT', `p. ${number}`);
      try {
        return look(page);
      } finally {
        pdfium.FPDF_ClosePage(page);
      }
    };
    return await use({
      count: () => pdfium.FPDF_GetPageCount(document),
      size: (number) => onPage(number, (page) => readPageSize(pdfium, page)),
      render: (number, shortSide, turn) =>
        onPage(number, (page) => renderPage(pdfium, page, shortSide, turn)),
      picture: (number, width) => onPage(number, (page) => drawPageImage(pdfium, page, width)),
      survey: (number) => onPage(number, (page) => surveyPage(pdfium, page)),
    });
  } finally {
    if (document !== 0) pdfium.FPDF_CloseDocument(document);
    free(address);
  }
}
