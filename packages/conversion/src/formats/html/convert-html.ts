import { type ConvertedDocument, PermanentError } from '@nianbao/contracts';
import { createTextBuilder } from '../../blocks/text-builder.ts';
import type { ConversionLimits } from '../../converter.ts';
import { createLossLedger } from '../../loss-ledger.ts';
import { decodeHtml } from './decode-html.ts';
import { markLinkLists } from './mark-link-lists.ts';
import { isWebArchive, openWebArchive } from './open-web-archive.ts';
import { parsePage } from './parse-page.ts';
import { readPage } from './read-page.ts';

/** The tree of a page takes some thirty times its bytes. */
const maxPageBytes = 16 * 1024 * 1024;

/**
 * A saved web page, alone or with its pictures (.mht), or a document saved as one: all text it shows, in reading order. What surrounds the article stays in
 * the text; its blocks have the styles `page-navigation`, `page-tools` and `page-metadata` where the page tells. Throws TOO_LARGE, TOO_DEEP,
 * UNSUPPORTED_TYPE for an archive without a page.
 */
export async function convertHtml(file: Uint8Array, limits: ConversionLimits): Promise<ConvertedDocument> {
  const bytes = isWebArchive(file) ? openWebArchive(file) : file;
  if (bytes.byteLength > maxPageBytes)
    throw new PermanentError('TOO_LARGE', `page of ${bytes.byteLength} bytes`);
  const { markup, encoding } = decodeHtml(bytes);
  const losses = createLossLedger();
  losses.add('invalid-bytes', undefined, markup.match(/\uFFFD+/gu)?.length ?? 0);
  const builder = createTextBuilder(limits.textLength);
  const blocks = markLinkLists(readPage(parsePage(markup, limits.xmlDepth), losses));
  for (const { content, traits } of blocks) builder.add(content, traits);
  return {
    text: builder.text(),
    blocks: builder.blocks,
    format: 'html',
    engine: 'page/1',
    encoding,
    losses: losses.list(),
  };
}
