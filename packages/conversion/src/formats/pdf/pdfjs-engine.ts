import { version } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { LossLedger } from '../../loss-ledger.ts';
import { type PdfDocument, withPdf } from './open-pdf.ts';
import type { PdfEngine } from './pdf-engine.ts';
import type { PdfPage } from './pdf-page.ts';
import { uprightPage } from './upright-page.ts';

type Page = Awaited<ReturnType<PdfDocument['getPage']>>;

/** pdf.js, behind pdf-parse. */
export const pdfjsEngine: PdfEngine = {
  name: `pdfjs/${version}`,
  read: (bytes, choose, losses) => withPdf(bytes, (pdf) => readPages(pdf, choose(pdf.numPages), losses)),
};

async function readPages(
  pdf: PdfDocument,
  numbers: readonly number[],
  losses: LossLedger,
): Promise<PdfPage[]> {
  const pages: PdfPage[] = [];
  for (const number of numbers) {
    const page = await readOnePage(pdf, number);
    if (page === undefined) losses.add('truncated', `p. ${number}`);
    else pages.push(page);
  }
  return pages;
}

async function readOnePage(pdf: PdfDocument, number: number): Promise<PdfPage | undefined> {
  try {
    const page = await pdf.getPage(number);
    const read = await readPage(page, number);
    page.cleanup();
    return read;
  } catch {
    return undefined;
  }
}

async function readPage(page: Page, number: number): Promise<PdfPage> {
  const { items } = await page.getTextContent();
  const placed = items.flatMap((item) => {
    if (!('str' in item)) return [];
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = item.transform.map(Number);
    return [{ text: item.str, matrix: [a, b, c, d, e, f] as const, width: item.width }];
  });
  return uprightPage(number, placed, page.view);
}
