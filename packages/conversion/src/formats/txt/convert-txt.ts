import { type ConvertedDocument, PermanentError } from '@nianbao/contracts';
import type { ConversionLimits } from '../../converter.ts';
import { createLossLedger, type LossLedger } from '../../loss-ledger.ts';
import { detectEncoding, looksLikeText } from './detect-encoding.ts';
import { findBlocks } from './find-blocks.ts';

/** A decoded text with this share of control or replacement characters is data, not text. */
const maxUnreadableShare = 0.05;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const controlCharacters = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/gu;

/**
 * A text file: its decoded content with `\r\n` and `\r` as `\n` and the BOM removed. Control characters are dropped and counted.
 * Throws BINARY_TEXT, EMPTY_TEXT, TOO_LARGE.
 */
export async function convertTxt(bytes: Uint8Array, limits: ConversionLimits): Promise<ConvertedDocument> {
  const { encoding, bomLength } = detectEncoding(bytes);
  if (bomLength === 0 && !looksLikeText(bytes.subarray(0, 65_536))) throw new PermanentError('BINARY_TEXT');
  const losses = createLossLedger();
  const decoded = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(bomLength));
  const text = clean(decoded, losses).replaceAll(/\r\n?/gu, '\n');
  if (losses.total() > text.length * maxUnreadableShare) throw new PermanentError('BINARY_TEXT');
  if (text.trim() === '') throw new PermanentError('EMPTY_TEXT');
  if (text.length > limits.textLength)
    throw new PermanentError('TOO_LARGE', `${text.length} characters of text`);
  return { text, blocks: findBlocks(text), format: 'txt', engine: 'text/1', encoding, losses: losses.list() };
}

function clean(decoded: string, losses: LossLedger): string {
  losses.add('control-characters', undefined, decoded.match(controlCharacters)?.length ?? 0);
  // A broken byte costs its whole character; the decoder marks each byte of what is left of it.
  const marked = decoded.replaceAll(/\uFFFD+/gu, '\uFFFD');
  losses.add('invalid-bytes', undefined, marked.split('\uFFFD').length - 1);
  return marked.replaceAll(controlCharacters, '');
}
