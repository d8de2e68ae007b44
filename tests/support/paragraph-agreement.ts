import { editDistance } from './edit-distance.ts';

/** Paragraphs that differ by at most this share of their characters are the same one. */
const tolerance = 0.05;

/** F1 of two lists of paragraphs: each is found in the other list, give or take a punctuation mark. */
export function paragraphAgreement(got: string[], wanted: string[]): number {
  const [left, right] = [got, wanted].map((paragraphs) => paragraphs.filter((content) => content !== ''));
  if (left === undefined || right === undefined || left.length + right.length === 0) return 1;
  const open = [...right];
  let found = 0;
  for (const content of left) {
    const index = open.findIndex((other) => isSame(content, other));
    if (index === -1) continue;
    open.splice(index, 1);
    found += 1;
  }
  return (2 * found) / (left.length + right.length);
}

function isSame(a: string, b: string): boolean {
  if (a === b) return true;
  const allowed = Math.max(a.length, b.length) * tolerance;
  return Math.abs(a.length - b.length) <= allowed && a.length > 20 && editDistance(a, b) <= allowed;
}
