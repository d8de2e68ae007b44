import { type ConvertedDocument, PermanentError } from '@nianbao/contracts';
import { createTextBuilder } from '../../blocks/text-builder.ts';
import type { ConversionLimits } from '../../converter.ts';
import { createLossLedger } from '../../loss-ledger.ts';
import { openPackage } from '../../packaging/open-package.ts';
import { createItemNumberer } from './number-items.ts';
import { createOdfState } from './odf-state.ts';
import { readContent } from './read-content.ts';
import { type OdfStyles, readOdfStyles } from './read-odf-styles.ts';

/**
 * An OpenDocument text: text as the word processor shows it, numbers of lists and headings restored, tracked changes accepted.
 * Throws ENCRYPTED, CORRUPT_ZIP, DUPLICATE_PART, NO_DOCUMENT_PART, MALFORMED_XML, DTD_FORBIDDEN, TOO_LARGE, TOO_DEEP.
 */
export async function convertOdt(bytes: Uint8Array, limits: ConversionLimits): Promise<ConvertedDocument> {
  const office = await openPackage(bytes, limits.inflatedBytes);
  if (office.read('META-INF/manifest.xml')?.includes('encryption-data') === true)
    throw new PermanentError('ENCRYPTED');
  const content = office.read('content.xml');
  if (content === undefined) throw new PermanentError('NO_DOCUMENT_PART');
  const losses = createLossLedger();
  const styles: OdfStyles = { styles: new Map(), lists: new Map() };
  const stylePart = office.read('styles.xml');
  if (stylePart !== undefined) readOdfStyles(stylePart, styles, losses, limits.xmlDepth);
  readOdfStyles(content, styles, losses, limits.xmlDepth);
  const builder = createTextBuilder(limits.textLength);
  const state = createOdfState(styles, createItemNumberer(styles), losses);
  for (const block of readContent(content, state, limits.xmlDepth)) builder.add(block.content, block.traits);
  return {
    text: builder.text(),
    blocks: builder.blocks,
    format: 'odt',
    engine: 'odf/1',
    losses: losses.list(),
  };
}
