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

/** Whether the fonts lead to no readable text. */
export function isGarbled(text: string): boolean {
  const { total, han, common, printable } = countHan(text);
  if (total < minCharacters) return false;
  const latin = text.match(/[A-Za-z0-9]/gu)?.length ?? 0;
  const others = total - han;
  return (
    total - han - printable > total * maxOddShare ||
    (han > minCharacters / 2 && common < han * minCommonShare) ||
    (han < total * minHanShare && latin < others * minLatinShare)
  );
}
