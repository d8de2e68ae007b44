import { type ConvertedDocument, type Loss, PermanentError } from '@nianbao/contracts';
import type { ConversionLimits } from '../../converter.ts';
import type { PdfEngine } from './pdf-engine.ts';
import { pdfEngines } from './pdf-engines.ts';
import { readTextLayer } from './read-text-layer.ts';

/**
 * The text layer of a PDF: paragraphs joined by the geometry of their lines, across columns and pages. Pages that are only
 * a picture are marked and left to OCR; so are all pages when the layer is garbled.
 * Throws ENCRYPTED, PDF_CORRUPT, TOO_LARGE.
 */
export async function convertPdf(bytes: Uint8Array, limits: ConversionLimits): Promise<ConvertedDocument> {
  return convertPdfWith(pdfEngines, bytes, limits);
}

/** The next engine is tried when one fails or reads less than all; what was read best counts, and of equals the first. */
export async function convertPdfWith(
  candidates: readonly PdfEngine[],
  bytes: Uint8Array,
  limits: ConversionLimits,
): Promise<ConvertedDocument> {
  let best: ConvertedDocument | undefined;
  let damage: Loss | undefined;
  let failure: unknown = new Error('no .pdf engine');
  for (const engine of candidates) {
    try {
      const read = await readTextLayer(engine, bytes, limits);
      if (isWhole(read)) return read;
      damage ??= read.losses.find(isDamage);
      if (best === undefined || countReadable(read) > countReadable(best)) best = read;
    } catch (error) {
      if (isFinal(error)) throw error;
      if (isCorrupt(error)) damage ??= { kind: 'truncated', count: 1 };
      failure = error;
    }
  }
  if (best === undefined) throw failure;
  return damage === undefined || best.text !== '' || best.losses.some(isDamage)
    ? best
    : // A text layer is as often garbled by damage as by its fonts: what one engine stumbles over tells which.
      { ...best, losses: [...best.losses, damage] };
}

function isDamage({ kind }: Loss): boolean {
  return kind === 'truncated';
}

function isCorrupt(error: unknown): boolean {
  return error instanceof PermanentError && error.code === 'PDF_CORRUPT';
}

/** Engines differ in what they can repair: only what no engine will do otherwise is final. */
function isFinal(error: unknown): boolean {
  return error instanceof PermanentError && (error.code === 'ENCRYPTED' || error.code === 'TOO_LARGE');
}

/** A garbled layer leaves no text. */
function isWhole({ text, losses }: ConvertedDocument): boolean {
  return text.trim() !== '' && !text.includes('\uFFFD') && !losses.some(isDamage);
}

function countReadable({ text }: ConvertedDocument): number {
  return text.replaceAll(/[\s\uFFFD]/gu, '').length;
}
