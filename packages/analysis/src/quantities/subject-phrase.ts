import words from './data/subject-words.json' with { type: 'json' };

/** Words to cut off the start or the end of a phrase, by the character that stands there, the longest first. */
export interface EdgeWords {
  edge: 'start' | 'end';
  words: Map<number, string[]>;
  /** Words that a fitting one is the end or start of and that stay whole: 剩余 although 余 is cut. */
  kept: readonly string[];
}

const longest = 40;
const toDate = /^.*\d(?:年度?|月份?|日)(?:底前?|初|末|以来|前|起|止)?/s;
const dateAtEnd = /(?:截[至止]|[自从于在])?[\d年月日度份\s]*$/;
const change = new RegExp(words.change);
const leading = byEdge(words.leading, 'start', words.keptAtStart);
const trailing = byEdge(words.trailing, 'end', words.keptAtEnd);

/** The phrase without dates, counting words and fillers at its edges; empty when it only tells a change. */
export function tidy(phrase: string): string {
  const cut = undated(phrase)
    .replace(/^\s*\d{1,2}[.、．]/, '')
    .trim();
  const core = strip(strip(cut, leading), trailing);
  if (change.test(cut) || (core !== cut && change.test(core))) return '';
  const noun = /(?<![行作])为$/.test(core) ? strip(core.slice(0, -1), trailing) : core;
  return noun.slice(-longest).trim();
}

/** What stands behind the last date, or before it when that is nothing: 办理诉求截至10月共. A date inside a title is no date. */
function undated(phrase: string): string {
  const date = toDate.exec(phrase)?.[0];
  if (date === undefined) return phrase;
  const behind = phrase.slice(date.length);
  if (/^[^《]*》/.test(behind)) return phrase;
  return strip(behind.trim(), trailing) === ''
    ? date.replace(/(?:底前?|初|末|以来|前|起|止)$/, '').replace(dateAtEnd, '')
    : behind;
}

/** Cuts the words off the phrase's edge, the longest that fits, until none does. */
export function strip(phrase: string, { edge, words, kept }: EdgeWords): string {
  let rest = phrase;
  for (;;) {
    const word = words.get(edgeOf(rest, edge))?.find((one) => stands(one, rest, edge));
    if (!word || kept.some((one) => stands(one, rest, edge))) return rest;
    rest = (edge === 'start' ? rest.slice(word.length) : rest.slice(0, -word.length)).trim();
  }
}

function stands(word: string, phrase: string, edge: EdgeWords['edge']): boolean {
  return edge === 'start' ? phrase.startsWith(word) : phrase.endsWith(word);
}

export function byEdge(
  list: readonly string[],
  edge: EdgeWords['edge'],
  kept: readonly string[] = [],
): EdgeWords {
  const words = new Map<number, string[]>();
  for (const word of [...list].sort((left, right) => right.length - left.length)) {
    const character = edgeOf(word, edge);
    words.set(character, [...(words.get(character) ?? []), word]);
  }
  return { edge, words, kept };
}

function edgeOf(phrase: string, edge: EdgeWords['edge']): number {
  return phrase.charCodeAt(edge === 'start' ? 0 : phrase.length - 1);
}
