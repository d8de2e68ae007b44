import { type ConvertedDocument, PermanentError } from '@nianbao/contracts';
import { version } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { ConversionLimits } from '../../converter.ts';
import { createLossLedger } from '../../loss-ledger.ts';
import { composePages } from './compose-pages.ts';
import { findImagePages } from './find-image-pages.ts';
import { isGarbled } from './is-garbled.ts';
import { withPdf } from './open-pdf.ts';
import type { PdfPage } from './pdf-page.ts';
import { readPages } from './read-pages.ts';

/**
 * The text layer of a PDF: paragraphs joined by the geometry of their lines, across columns and pages. Pages that are only
 * a picture are marked and left to OCR; so are all pages when the layer is garbled.
 * Throws ENCRYPTED, PDF_CORRUPT, TOO_LARGE.
 */
export async function convertPdf(bytes: Uint8Array, limits: ConversionLimits): Promise<ConvertedDocument> {
  return withPdf(bytes, async (pdf) => {
    if (pdf.numPages > limits.pages) throw new PermanentError('TOO_LARGE', `${pdf.numPages} pages`);
    const losses = createLossLedger();
    const numbers = Array.from({ length: pdf.numPages }, (_, index) => index + 1);
    const pages = await readPages(pdf, numbers, losses);
    if (pages.length === 0) throw new PermanentError('PDF_CORRUPT', 'no page can be read');
    const unread = await findImagePages(bytes, pages);
    losses.add('image-only-page', undefined, unread.size);
    const source = { format: 'pdf', engine: `pdfjs/${version}` } as const;
    const readable = pages.map((page) => (unread.has(page.number) ? { ...page, fragments: [] } : page));
    const { text, blocks, pageSpans } = composePages(readable, losses, limits.textLength);
    if (isGarbled(text)) return leaveToOcr(text, pages, source);
    losses.add('unreadable-glyphs', undefined, text.match(/[\p{Co}\uFFFD]/gu)?.length ?? 0);
    const marked = pageSpans.map((span) => (unread.has(span.number) ? { ...span, imageOnly: true } : span));
    return { text, blocks, pages: marked, ...source, losses: losses.list() };
  });
}

function leaveToOcr(
  text: string,
  pages: readonly PdfPage[],
  source: Pick<ConvertedDocument, 'format' | 'engine'>,
): ConvertedDocument {
  const losses = createLossLedger();
  losses.add('unreadable-glyphs', undefined, text.length);
  const unread = pages.map(({ number }) => ({ number, start: 0, end: 0, imageOnly: true }));
  return { text: '', blocks: [], pages: unread, ...source, losses: losses.list() };
}
