import type { LossLedger } from '../../loss-ledger.ts';
import { median } from './median.ts';
import type { PageLine } from './pdf-page.ts';

/** A note is set smaller than the text. */
const noteSize = 0.85;

/** Leaves out the notes at the foot of a page: small lines from the first one with a raised number on. Each note is counted. */
export function dropFootnotes(lines: PageLine[], losses: LossLedger): PageLine[] {
  const bodySize = median(lines.map((line) => line.size)) ?? 0;
  let first = lines.length;
  while (first > 0 && (lines[first - 1]?.size ?? bodySize) <= bodySize * noteSize) first -= 1;
  const opening = lines.slice(first).findIndex((line) => line.opensNote);
  if (opening === -1) return lines;
  const notes = lines.slice(first + opening);
  const words = notes[0]?.segments.map(({ text }) => text).join(' ');
  losses.add('footnote', words, notes.filter((line) => line.opensNote).length);
  return lines.slice(0, first + opening);
}
