import { allMatches } from './all-matches.ts';
import { openingCharacters } from './opening-characters.ts';

interface Stretch {
  start: number;
  end: number;
}

/** Patterns that can begin with the same characters. */
interface Group {
  /** Matches where one of them does: mostly none, and one test tells. */
  any: RegExp;
  /** Their places in the list of patterns. */
  members: number[];
}

/**
 * Finds the matches of many patterns, each as if it were alone, in one pass over the text: only where a character stands that some of
 * them can begin with, and only those are tried. The answer holds the matches of each pattern in text order.
 */
export function createSearch(patterns: readonly string[]): (text: string) => Stretch[][] {
  const openings = patterns.map((pattern) => (/\\[1-9]/.test(pattern) ? null : openingCharacters(pattern)));
  const sticky = patterns.map((pattern) => new RegExp(pattern, 'y'));
  const anywhere = patterns.map((pattern, index) => (openings[index] ? null : new RegExp(pattern, 'g')));
  const { groups, groupOf } = groupsOf(patterns, openings);
  return (text) => {
    const found = anywhere.map((expression) => (expression ? stretches(expression, text) : []));
    for (let at = 0; at < text.length; at += 1) {
      const group = groups[groupOf[text.charCodeAt(at)] ?? 0];
      if (group === undefined || !matchesAt(group.any, text, at)) continue;
      for (const member of group.members) {
        const [own, expression] = [found[member], sticky[member]];
        if (!own || !expression || at < (own.at(-1)?.end ?? 0)) continue;
        if (matchesAt(expression, text, at)) own.push({ start: at, end: expression.lastIndex });
      }
    }
    return found;
  };
}

/** By code unit the index of its group; index 0 is no group. */
function groupsOf(patterns: readonly string[], openings: readonly (ReadonlySet<number> | null)[]) {
  const byCode = new Map<number, number[]>();
  for (const [index, codes] of openings.entries())
    for (const code of codes ?? []) byCode.set(code, [...(byCode.get(code) ?? []), index]);
  const groups: (Group | undefined)[] = [undefined];
  const known = new Map<string, number>();
  const groupOf = new Uint16Array(0x10000);
  for (const [code, members] of byCode) {
    const key = members.join();
    if (!known.has(key)) {
      const alternatives = members.map((member) => `(?:${patterns[member]})`);
      known.set(key, groups.push({ any: new RegExp(alternatives.join('|'), 'y'), members }) - 1);
    }
    groupOf[code] = known.get(key) ?? 0;
  }
  return { groups, groupOf };
}

function stretches(expression: RegExp, text: string): Stretch[] {
  return allMatches(expression, text).map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
  }));
}

function matchesAt(expression: RegExp, text: string, at: number): boolean {
  expression.lastIndex = at;
  return expression.test(text);
}
