import { flatMap } from '../patterns/flat-map.ts';
import type { OutlineLexicon } from '../profiles/profile.ts';
import { compiledPattern } from './compiled-pattern.ts';
import { type HeadingNumber, matchNumber } from './number-style.ts';
import type { Paragraph } from './paragraphs.ts';

// An annex has text of its own when one of its paragraphs is at least this long; shorter lines are a list.
const shortestText = 40;
const longestLabel = 40;
const outermost = ['part', 'han'];
// 附件：1.… names the first of what is attached; the others follow on lines of their own.
const attached = /^附件?[：:]\s*1\s*[.．、]/;

/**
 * Indexes of paragraphs that are no part of the outline: the notes below 名词解释, and an annex that is a mere list (the names of what
 * is attached, some figures).
 */
export function findAsides(
  folded: string,
  paragraphs: readonly Paragraph[],
  lexicon: OutlineLexicon,
): Set<number> {
  const notes = compiledPattern(lexicon.notes);
  const annex = compiledPattern(lexicon.annex);
  const notesEnd = notesReader(folded, paragraphs);
  const asides = new Set<number>();
  for (const [index, { start, end }] of paragraphs.entries()) {
    if (end - start > longestLabel || asides.has(index)) continue;
    const line = folded.slice(start, end);
    const last = notes.test(line)
      ? notesEnd(index)
      : annex.test(line)
        ? endOfList(folded, paragraphs, index, annex)
        : attached.test(line)
          ? endOfAttached(folded, paragraphs, index)
          : index - 1;
    for (let at = index; at <= last; at += 1) asides.add(at);
  }
  return asides;
}

/** Notes go on while their numbers do, explanations on lines of their own between them, up to the next heading of the report. */
function notesReader(folded: string, paragraphs: readonly Paragraph[]): (label: number) => number {
  let numbered: { at: number; number: HeadingNumber }[] | undefined;
  let next = 0;
  return (label) => {
    numbered ??= flatMap(paragraphs, (paragraph, at) => {
      const number = numberOf(folded, paragraph);
      return number ? [{ at, number }] : [];
    });
    // Labels come in text order.
    while ((numbered[next]?.at ?? Number.POSITIVE_INFINITY) <= label) next += 1;
    let last = label;
    let value = 0;
    for (let index = next; index < numbered.length; index += 1) {
      const { at, number } = numbered[index] ?? {};
      // A note or two may have lost their number; a list that starts anew is another matter.
      if (
        !at ||
        !number ||
        outermost.includes(number.kind) ||
        number.value <= value ||
        number.value > value + 3
      )
        break;
      value = number.value;
      last = at;
    }
    return last === paragraphs.length - 2 && !numberOf(folded, paragraphs[last + 1]) ? last + 1 : last;
  };
}

/** A list of short numbered lines that closes the annex; -1 when the annex has text or nothing at all. */
function endOfList(folded: string, paragraphs: readonly Paragraph[], label: number, annex: RegExp): number {
  let last = label;
  for (let at = label + 1; at < paragraphs.length; at += 1) {
    const paragraph = paragraphs[at];
    if (
      !paragraph ||
      annex.test(folded.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + 20)))
    )
      break;
    if (paragraph.table || paragraph.end - paragraph.start >= shortestText) return -1;
    const number = numberOf(folded, paragraph);
    if (!number || outermost.includes(number.kind)) return -1;
    last = at;
  }
  return last > label ? last : -1;
}

/** The lines 2.…, 3.… below the first of the attached. */
function endOfAttached(folded: string, paragraphs: readonly Paragraph[], label: number): number {
  let last = label;
  for (let at = label + 1; at < paragraphs.length; at += 1) {
    const paragraph = paragraphs[at];
    const isNext = numberOf(folded, paragraph)?.value === at - label + 1;
    if (!paragraph || !isNext || paragraph.end - paragraph.start > longestLabel) break;
    last = at;
  }
  return last > label ? last : label - 1;
}

function numberOf(folded: string, paragraph: Paragraph | undefined) {
  return paragraph
    ? matchNumber(folded.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + 16)))
    : null;
}
