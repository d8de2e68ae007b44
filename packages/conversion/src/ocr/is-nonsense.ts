import { countHan } from '../han-statistics.ts';
import { minConfidence, uprightConfidence } from './confidence.ts';

/** The engine reads Chinese; what it makes of a photograph, a drawing or the remains of a broken page is mostly Latin letters and signs. */
const minHanShare = 0.5;

/** Whether something that is no text was read as characters. `confidence` is the page's, 0–100. */
export function isNonsense(text: string, confidence: number): boolean {
  if (confidence < minConfidence) return true;
  const { total, han } = countHan(text);
  return confidence < uprightConfidence && han < total * minHanShare;
}
