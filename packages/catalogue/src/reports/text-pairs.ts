import { storableText } from '../database/database.ts';

/** A name as it is searched and sorted: full-width forms as half-width ones, lower case. */
export function foldName(name: string): string {
  return storableText(name).normalize('NFKC').toLowerCase();
}

/** Text as it is searched: full-width forms as half-width ones, lower case, without anything but letters and digits. */
export function foldText(text: string): string {
  return foldName(text).replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

/**
 * Chinese is written without word breaks, so the index holds every pair of neighbouring letters: a word of two letters is one key, a
 * longer one the meeting of its pairs. A pair is one integer, its two UTF-16 units side by side, which PostgreSQL's own array index
 * takes on a server and embedded alike, without an extension.
 */
export function textPairs(folded: string): number[] {
  const pairs = new Set<number>();
  for (let at = 1; at < folded.length; at += 1)
    pairs.add((folded.charCodeAt(at - 1) << 16) | folded.charCodeAt(at));
  return [...pairs];
}
