import { type ConvertedDocument, type Loss, PermanentError } from '@nianbao/contracts';
import type { ConversionLimits } from '../../converter.ts';
import { createLossLedger } from '../../loss-ledger.ts';
import { composePages } from './compose-pages.ts';
import { findImagePages } from './find-image-pages.ts';
import { isGarbled } from './is-garbled.ts';
import type { PdfEngine } from './pdf-engine.ts';
import type { PdfPage } from './pdf-page.ts';

type Source = Pick<ConvertedDocument, 'format' | 'engine'>;

/** The text layer as one engine reads it. Throws ENCRYPTED, PDF_CORRUPT, TOO_LARGE. */
export async function readTextLayer(
  engine: PdfEngine,
  bytes: Uint8Array,
  limits: ConversionLimits,
): Promise<ConvertedDocument> {
  const losses = createLossLedger();
  const choose = (count: number): number[] => {
    if (count > limits.pages) throw new PermanentError('TOO_LARGE', `${count} pages`);
    return Array.from({ length: count }, (_, index) => index + 1);
  };
  const pages = await engine.read(bytes, choose, losses);
  if (pages.length === 0) throw new PermanentError('PDF_CORRUPT', 'no page can be read');
  const unread = await findImagePages(bytes, pages);
  losses.add('image-only-page', undefined, unread.size);
  const source = { format: 'pdf', engine: engine.name } as const;
  const readable = pages.map((page) => (unread.has(page.number) ? { ...page, fragments: [] } : page));
  const { text, blocks, pageSpans } = composePages(readable, losses, limits.textLength);
  if (isGarbled(text)) return leaveToOcr(text, pages, source, losses.list());
  losses.add('unreadable-glyphs', undefined, text.match(/[\p{Co}\uFFFD]/gu)?.length ?? 0);
  const marked = pageSpans.map((span) => (unread.has(span.number) ? { ...span, imageOnly: true } : span));
  return { text, blocks, pages: marked, ...source, losses: losses.list() };
}

/** What else is lost will be counted when the pages are recognised; pages that are missing stay missing. */
function leaveToOcr(
  text: string,
  pages: readonly PdfPage[],
  source: Source,
  found: readonly Loss[],
): ConvertedDocument {
  const losses = createLossLedger();
  losses.add('unreadable-glyphs', undefined, text.length);
  const unread = pages.map(({ number }) => ({ number, start: 0, end: 0, imageOnly: true }));
  const missing = found.filter(({ kind }) => kind === 'truncated');
  return { text: '', blocks: [], pages: unread, ...source, losses: [...losses.list(), ...missing] };
}
