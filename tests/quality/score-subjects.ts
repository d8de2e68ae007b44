import data from './subject-heads.json' with { type: 'json' };
import type { Ratio } from './tally.ts';

/** A matched quantity's subject, as read and as annotated. */
export interface SubjectPair {
  read: string;
  gold: string;
}

/** Share of matched quantities whose subject holds the head noun of the annotated one; quantities annotated without subject do not count. */
export function scoreSubjects(pairs: readonly SubjectPair[]): Ratio {
  const known = pairs.filter(({ gold }) => headNoun(gold) !== '');
  return [known.filter(holdsSubject).length, known.length];
}

export function holdsSubject({ read, gold }: SubjectPair): boolean {
  return letters(read).includes(headNoun(gold));
}

/**
 * The head noun of an annotated subject: notes in brackets and words that only name the measure (数量, 面积, 率 …) are cut off its
 * end, then its last two characters are taken, of what stands behind the last 的: 全镇国土面积 → 国土, 配备法律顾问的村 → 村.
 */
export function headNoun(gold: string): string {
  let rest = letters(gold.replace(/[（(][^）)]*[）)]/g, ''));
  for (;;) {
    const measure = data.measures.find((word) => rest.length > word.length && rest.endsWith(word));
    if (!measure) break;
    rest = rest.slice(0, -measure.length);
  }
  return (rest.split('的').filter(Boolean).at(-1) ?? '').slice(-2);
}

/** Han characters, letters and digits alone. */
function letters(subject: string): string {
  return subject.replace(/[^\p{L}\p{N}]/gu, '');
}
