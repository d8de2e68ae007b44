import { type ConvertedDocument, PermanentError } from '@nianbao/contracts';
import type { ConversionLimits } from '../../converter.ts';
import type { DocEngine } from './doc-engine.ts';
import { msdocEngine } from './msdoc-engine.ts';
import { openCompoundFile } from './open-compound-file.ts';
import { readFib } from './read-fib.ts';
import { wordExtractorEngine } from './word-extractor-engine.ts';

/** In order: the next one is tried when an engine fails on a file that has passed the gate. */
const engines: DocEngine[] = [msdocEngine, wordExtractorEngine];

/**
 * A .doc of Word 97 to 2003: text as Word shows it, automatic numbers restored, tracked changes accepted.
 * Throws ENCRYPTED, DOC_CORRUPT, UNSUPPORTED_TYPE (Word 95 and older), TOO_LARGE.
 */
export async function convertDoc(bytes: Uint8Array, limits: ConversionLimits): Promise<ConvertedDocument> {
  return convertDocWith(engines, bytes, limits);
}

/** As `convertDoc`, with the engines given. */
export async function convertDocWith(
  candidates: DocEngine[],
  bytes: Uint8Array,
  limits: ConversionLimits,
): Promise<ConvertedDocument> {
  const container = openCompoundFile(bytes);
  const document = container.stream('WordDocument');
  if (document === undefined) throw new PermanentError('DOC_CORRUPT', 'no stream WordDocument');
  const fib = readFib(document);
  let failure: unknown;
  for (const engine of candidates) {
    try {
      const { text, blocks, losses } = await engine.read({ bytes, container, fib, limits });
      return { text, blocks, format: 'doc', engine: engine.name, losses };
    } catch (error) {
      if (error instanceof PermanentError) throw error;
      failure = error;
    }
  }
  // Offsets that point out of their streams are range errors: what no engine can follow is a broken file.
  throw new PermanentError('DOC_CORRUPT', String(failure), { cause: failure });
}
