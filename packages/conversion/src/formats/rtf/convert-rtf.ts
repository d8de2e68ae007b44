import { type ConvertedDocument, PermanentError } from '@nianbao/contracts';
import { createTextBuilder } from '../../blocks/text-builder.ts';
import type { ConversionLimits } from '../../converter.ts';
import { createLossLedger } from '../../loss-ledger.ts';
import { readRtf } from './read-rtf.ts';

/** Pictures stand in the file as hexadecimal digits: it may be large and its text small. */
const maxRtfBytes = 64 * 1024 * 1024;

/** An RTF file: text as a word processor shows it, list numbers as its writer stored them. Throws RTF_CORRUPT, TOO_LARGE, TOO_DEEP. */
export async function convertRtf(bytes: Uint8Array, limits: ConversionLimits): Promise<ConvertedDocument> {
  if (bytes.byteLength > maxRtfBytes)
    throw new PermanentError('TOO_LARGE', `${bytes.byteLength} bytes of RTF`);
  const losses = createLossLedger();
  const builder = createTextBuilder(limits.textLength);
  for (const { content, traits } of readRtf(bytes, losses, limits.xmlDepth)) builder.add(content, traits);
  return {
    text: builder.text(),
    blocks: builder.blocks,
    format: 'rtf',
    engine: 'rtf/1',
    losses: losses.list(),
  };
}
