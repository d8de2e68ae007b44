import { fold } from './fold.ts';
import cues from './glued-cues.json' with { type: 'json' };
import type { Heading } from './heading.ts';

// A title of its own is short; a heading that is one long sentence beyond this may hide one.
const title = { min: 4, max: 16 };
const shortestRunOn = 24;
const fewestSiblings = 3;
const prefix = 2;
const stop = /[，。；：！？、\s]/;
const opener = new RegExp(`^(?:${cues.openers.join('|')})`);
const subject = new RegExp(`(?:${cues.subjects.join('|')})`);

/** Where a title run into its text ends, in characters from the heading's first word; one entry per heading it is certain of. */
export function gluedTitles(headings: Heading[], folded: string): Map<Heading, number> {
  const cuts = new Map<Heading, number>();
  const suspects = headings.filter((one) => one.origin === 'number' && one.title.length >= shortestRunOn);
  for (const one of suspects) {
    const words = wordsOf(one, folded);
    const cut = words.search(subject);
    if (cut >= title.min + prefix && cut <= title.max && !stop.test(words.slice(0, cut))) cuts.set(one, cut);
  }
  for (const series of seriesOf(suspects)) {
    const rest = series.map((one) => wordsOf(one, folded));
    const cut = commonCut(rest);
    if (cut > 0) for (const one of series) cuts.set(one, cut);
  }
  return cuts;
}

/** Neighbouring numbers of one kind that begin with the same word (推进…, 推进…): headings in parallel. */
function seriesOf(headings: Heading[]): Heading[][] {
  const series: Heading[][] = [];
  for (const heading of headings) {
    const open = series.at(-1);
    const last = open?.at(-1);
    const continues =
      last !== undefined &&
      last.kind === heading.kind &&
      last.value + 1 === heading.value &&
      last.title.slice(0, prefix) === heading.title.slice(0, prefix);
    if (continues) open?.push(heading);
    else series.push([heading]);
  }
  return series.filter((one) => one.length >= fewestSiblings);
}

/** Parallel titles are equally long: the length at which most texts open like a sentence; 0 when there is none. */
function commonCut(texts: string[]): number {
  for (let cut = title.min; cut <= title.max; cut += 1) {
    if (texts.some((text) => stop.test(text.slice(0, cut)))) return 0;
    const opened = texts.filter((text) => opener.test(text.slice(cut))).length;
    if (opened * 2 > texts.length) return cut;
  }
  return 0;
}

function wordsOf(heading: Heading, folded: string): string {
  const start = heading.start + numberLength(heading, folded);
  return folded.slice(start, start + title.max + 12);
}

/** Characters of the number with the space behind it. */
export function numberLength(heading: Heading, folded: string): number {
  const first = fold(heading.title.charAt(0));
  const from = heading.start + (heading.number?.length ?? 0);
  const at = folded.indexOf(first, from);
  return (at < 0 ? from : at) - heading.start;
}
