import type { LossLedger } from '../../loss-ledger.ts';
import { median } from './median.ts';
import type { PageLine } from './pdf-page.ts';

/** A note is set smaller than the text. */
const noteSize = 0.85;

/** Leaves out the notes at the foot of a page that has references to them; each note is counted. */
export function dropFootnotes(lines: PageLine[], references: number, losses: LossLedger): PageLine[] {
  const bodySize = median(lines.map((line) => line.size));
  if (references === 0 || bodySize === undefined) return lines;
  let first = lines.length;
  while (first > 0 && (lines[first - 1]?.size ?? bodySize) <= bodySize * noteSize) first -= 1;
  const notes = lines.slice(first);
  const [opening] = notes;
  if (opening === undefined || !/^[\d①-⑳*]/u.test(opening.segments[0]?.text ?? '')) return lines;
  losses.add('footnote', opening.segments.map(({ text }) => text).join(' '), references);
  return lines.slice(0, first);
}
