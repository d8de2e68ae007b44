import { PermanentError } from '@nianbao/contracts';
import { countHan } from '../../han-statistics.ts';

/** Measured: reports have 0.82 and more of their Han characters among the frequent ones, layers without a character map 0.06. */
const minCommonShare = 0.5;
/** Characters that neither Chinese nor English reports are written with. */
const maxOddShare = 0.1;
/** A text with less Han than this must be made of Latin letters and digits. */
const minHanShare = 0.5;
const minLatinShare = 0.6;
/** Below this many characters nothing can be said. */
const minCharacters = 40;

/** Throws GARBLED_TEXT_LAYER when the fonts lead to no readable text. */
export function checkTextLayer(text: string): void {
  const { total, han, common, printable } = countHan(text);
  if (total < minCharacters) return;
  const latin = text.match(/[A-Za-z0-9]/gu)?.length ?? 0;
  const others = total - han;
  const isGarbled =
    total - han - printable > total * maxOddShare ||
    (han > minCharacters / 2 && common < han * minCommonShare) ||
    (han < total * minHanShare && latin < others * minLatinShare);
  if (isGarbled)
    throw new PermanentError('GARBLED_TEXT_LAYER', `${common} frequent of ${han} Han of ${total} characters`);
}
