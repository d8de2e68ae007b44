import { type ConvertedDocument, PermanentError } from '@nianbao/contracts';
import type { ConversionLimits } from '../../converter.ts';
import { openPackage } from '../../packaging/open-package.ts';
import type { DocxEngine } from './docx-engine.ts';
import { mammothEngine } from './mammoth-engine.ts';
import { ooxmlEngine } from './ooxml-engine.ts';

/** In order: the next one is tried when an engine fails on a file that is not itself at fault. */
const engines: DocxEngine[] = [ooxmlEngine, mammothEngine];

/**
 * A .docx: text as Word shows it, automatic numbers restored, tracked changes accepted.
 * Throws ENCRYPTED, CORRUPT_ZIP, DUPLICATE_PART, NO_DOCUMENT_PART, MALFORMED_XML, DTD_FORBIDDEN, TOO_LARGE, TOO_DEEP, EMPTY_TEXT.
 */
export async function convertDocx(bytes: Uint8Array, limits: ConversionLimits): Promise<ConvertedDocument> {
  return convertDocxWith(engines, bytes, limits);
}

export async function convertDocxWith(
  candidates: DocxEngine[],
  bytes: Uint8Array,
  limits: ConversionLimits,
): Promise<ConvertedDocument> {
  const failures: unknown[] = [];
  for (const engine of candidates) {
    try {
      const office = await openPackage(bytes, limits.inflatedBytes);
      const { text, blocks, losses } = await engine.read({ bytes, office, limits });
      return { text, blocks, format: 'docx', engine: engine.name, losses };
    } catch (error) {
      if (error instanceof PermanentError) throw error;
      failures.push(error);
    }
  }
  throw new AggregateError(failures, 'every .docx engine failed');
}
