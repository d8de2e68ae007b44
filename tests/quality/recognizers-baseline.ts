import { Culture, recognizePercentage } from '@microsoft/recognizers-text-number';
import {
  recognizeAge,
  recognizeCurrency,
  recognizeDimension,
} from '@microsoft/recognizers-text-number-with-unit';
import type { Prediction } from './prediction.ts';

const recognizers = [recognizeDimension, recognizeCurrency, recognizeAge, recognizePercentage];
// What is left of 约23.67万余亩 without the number: the unit in our words, not in the library's (Mu, Chinese yuan).
const number = /^.*[\d零一二三四五六七八九十百千万亿两.,]+[余多]?[万亿]?/su;

/**
 * The figures Microsoft's Recognizers-Text for JavaScript finds, sentence by sentence as its users call it (whole texts take it
 * minutes). It reads nothing but figures.
 */
export function recognizersFigures(text: string): Prediction['quantities'] {
  const codePoint = (index: number): number => [...text.slice(0, index)].length;
  return [...text.matchAll(/[^。；\n]+/g)].flatMap(({ 0: sentence, index }) => {
    const taken = new Set<number>();
    return recognizers.flatMap((recognize) =>
      recognize(sentence, Culture.Chinese).flatMap(({ start, text: quote, resolution }) => {
        const value = Number(String(resolution?.value ?? '').replace('%', ''));
        if (Number.isNaN(value) || taken.has(start)) return [];
        taken.add(start);
        const unit = quote.replace(number, '').trim();
        return [{ start: codePoint(index + start), quote, value, unit, approx: null, bound: null }];
      }),
    );
  });
}
