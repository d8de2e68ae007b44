import { type ConvertedDocument, PermanentError } from '@nianbao/contracts';
import { version } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { ConversionLimits } from '../../converter.ts';
import { createLossLedger, type LossLedger } from '../../loss-ledger.ts';
import { assemble } from './assemble.ts';
import { buildLines } from './build-lines.ts';
import { checkTextLayer } from './check-text-layer.ts';
import { dropFootnotes } from './drop-footnotes.ts';
import { dropFurniture } from './drop-furniture.ts';
import { countImagePages } from './find-image-pages.ts';
import { joinParagraphs } from './join-paragraphs.ts';
import { type PdfDocument, withPdf } from './open-pdf.ts';
import type { PdfPage } from './pdf-page.ts';
import { readPage } from './read-page.ts';
import { splitColumns } from './split-columns.ts';

/**
 * A PDF with a text layer: paragraphs joined by the geometry of their lines, across columns and pages.
 * Throws ENCRYPTED, PDF_CORRUPT, NO_TEXT_LAYER, GARBLED_TEXT_LAYER, TOO_LARGE.
 */
export async function convertPdf(bytes: Uint8Array, limits: ConversionLimits): Promise<ConvertedDocument> {
  return withPdf(bytes, async (pdf) => {
    if (pdf.numPages > limits.pages) throw new PermanentError('TOO_LARGE', `${pdf.numPages} pages`);
    const losses = createLossLedger();
    const pages = await readPages(pdf, losses);
    const textless = pages.filter((page) => page.fragments.length === 0).map((page) => page.number);
    if (textless.length === pages.length) throw new PermanentError('NO_TEXT_LAYER');
    losses.add('image-only-page', undefined, await countImagePages(pdf, textless));
    const { text, blocks, pageSpans } = assemble(toParagraphs(pages, losses), pages, limits.textLength);
    checkTextLayer(text);
    losses.add('unreadable-glyphs', undefined, text.match(/[\p{Co}\uFFFD]/gu)?.length ?? 0);
    return {
      text,
      blocks,
      pages: pageSpans,
      format: 'pdf',
      engine: `pdfjs/${version}`,
      losses: losses.list(),
    };
  });
}

async function readPages(pdf: PdfDocument, losses: LossLedger): Promise<PdfPage[]> {
  const pages: PdfPage[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await readOnePage(pdf, number);
    if (page === undefined) losses.add('truncated', `p. ${number}`);
    else pages.push(page);
  }
  if (pages.length === 0) throw new PermanentError('PDF_CORRUPT', 'no page can be read');
  return pages;
}

/** A page that is broken for itself costs its text, not the document. */
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

function toParagraphs(pages: PdfPage[], losses: LossLedger) {
  const built = pages.map((page) => ({ page, lines: buildLines(page) }));
  for (const { page } of built) losses.add('header', 'text at an angle', page.slanted);
  const bodies = dropFurniture(built, losses);
  const lines = bodies.flatMap((body) => splitColumns(dropFootnotes(body, losses)));
  const widths = new Map(pages.map(({ number, box }) => [number, box.right - box.left]));
  return joinParagraphs(lines, widths);
}
