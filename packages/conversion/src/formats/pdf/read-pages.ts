import type { LossLedger } from '../../loss-ledger.ts';
import type { PdfDocument } from './open-pdf.ts';
import type { PdfPage } from './pdf-page.ts';
import { readPage } from './read-page.ts';

/** The text of these pages (1-based). A page that is broken for itself costs its text, not the document. */
export async function readPages(
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
