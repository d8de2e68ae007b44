/** Two words have nothing to do with each other when more than this share of the letters is wrong. */
const farApart = 0.5;

/** A word one may use, with what else it is called. */
export interface KnownWord {
  key: string;
  names?: readonly string[];
}

/** The known words most like a mistaken one or a mistaken part of one, the likeliest first; none when nothing is like it. */
export function nearestWords<Word extends KnownWord>(
  mistaken: string,
  known: readonly Word[],
  limit = 3,
): Word[] {
  return known
    .map((word) => {
      const names = [word.key, ...(word.names ?? [])];
      return { word, apart: Math.min(...names.map((name) => apartness(mistaken, name))) };
    })
    .filter(({ apart }) => apart < farApart)
    .sort((a, b) => a.apart - b.apart)
    .slice(0, limit)
    .map(({ word }) => word);
}

/** The share of the letters that are wrong; of names that fit alike, the one of more like length is nearer. */
function apartness(mistaken: string, name: string): number {
  const wrong = lettersWrong([...mistaken.toLowerCase()], [...name.toLowerCase()]);
  const length = Math.max(mistaken.length, 1);
  return wrong / length + Math.abs(name.length - length) / 1000;
}

/** Letters to change, add or leave out for the word to stand somewhere in the name (Sellers' algorithm). */
function lettersWrong(word: readonly string[], name: readonly string[]): number {
  let row = Array.from({ length: name.length + 1 }, () => 0);
  for (const [n, letter] of word.entries()) {
    const next = [n + 1];
    for (const [at, other] of name.entries()) {
      const changed = (row[at] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return Math.min(...row);
}
