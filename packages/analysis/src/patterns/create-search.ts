import { allMatches } from './all-matches.ts';
import { flatMap } from './flat-map.ts';
import { openingCharacters } from './pattern-characters.ts';

/** A match of one of the patterns. */
interface Match {
  /** Its place in the list of patterns. */
  pattern: number;
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
export function createSearch(patterns: readonly string[]): (text: string) => Match[] {
  const openings = patterns.map((pattern) => (/\\[1-9]/.test(pattern) ? null : openingCharacters(pattern)));
  const sticky = patterns.map((pattern) => new RegExp(pattern, 'y'));
  const anywhere = flatMap(patterns, (pattern, index) =>
    openings[index] ? [] : [{ index, expression: new RegExp(pattern, 'g') }],
  );
  const { groups, groupOf } = groupsOf(patterns, openings);
  const ends = new Int32Array(patterns.length);
  return (text) => {
    const found: Match[] = [];
    for (const { index, expression } of anywhere)
      for (const { index: start, 0: whole } of allMatches(expression, text))
        found.push({ pattern: index, start, end: start + whole.length });
    ends.fill(0);
    for (let at = 0; at < text.length; at += 1) {
      const group = groups[groupOf[text.charCodeAt(at)] ?? 0];
      if (group === undefined || !matchesAt(group.any, text, at)) continue;
      for (const member of group.members) {
        const expression = sticky[member];
        if (!expression || at < (ends[member] ?? 0) || !matchesAt(expression, text, at)) continue;
        ends[member] = expression.lastIndex;
        found.push({ pattern: member, start: at, end: expression.lastIndex });
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

function matchesAt(expression: RegExp, text: string, at: number): boolean {
  expression.lastIndex = at;
  return expression.test(text);
}
