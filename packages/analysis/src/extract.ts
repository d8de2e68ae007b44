import type { ConvertedDocument, Extraction, Outline } from '@nianbao/contracts';
import { extractIndicators } from './indicators/extract-indicators.ts';
import type { Profile } from './profiles/profile.ts';
import { extractQuantities } from './quantities/extract-quantities.ts';
import { foldWidth } from './quantities/fold-width.ts';

/**
 * Every figure of the document with its unit, subject and standing, the indicators they amount to, and the numbers that are no
 * figures. Pure: the same input gives the same output.
 */
export function extract(document: ConvertedDocument, outline: Outline, profile: Profile): Extraction {
  const text = foldWidth(document.text);
  const { quantities, rejected } = extractQuantities(document, text, outline, profile.quantities);
  const indicators = extractIndicators(text, quantities, outline, profile.indicators);
  return { quantities, indicators, rejected };
}
