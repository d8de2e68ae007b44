import { type ConvertedDocument, PermanentError } from '@nianbao/contracts';
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
  let failure: unknown = new Error('no .pdf engine');
  for (const engine of candidates) {
    try {
      const read = await readTextLayer(engine, bytes, limits);
      if (isWhole(read)) return read;
      if (best === undefined || countReadable(read) > countReadable(best)) best = read;
    } catch (error) {
      if (isFinal(error)) throw error;
      failure = error;
    }
  }
  if (best === undefined) throw failure;
  return best;
}

/** Engines differ in what they can repair: only what no engine will do otherwise is final. */
function isFinal(error: unknown): boolean {
  return error instanceof PermanentError && (error.code === 'ENCRYPTED' || error.code === 'TOO_LARGE');
}

/** A garbled layer leaves no text. */
function isWhole({ text, losses }: ConvertedDocument): boolean {
  return text.trim() !== '' && !text.includes('\uFFFD') && losses.every(({ kind }) => kind !== 'truncated');
}

function countReadable({ text }: ConvertedDocument): number {
  return text.replaceAll(/[\s\uFFFD]/gu, '').length;
}
