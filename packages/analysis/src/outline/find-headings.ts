import { allMatches } from '../patterns/all-matches.ts';
import { anyOf } from '../patterns/any-of.ts';
import { flatMap } from '../patterns/flat-map.ts';
import type { OutlineLexicon } from '../profiles/profile.ts';
import { compiledPattern } from './compiled-pattern.ts';
import { fold, tidy } from './fold.ts';
import { gluedTitles, numberLength } from './glued-titles.ts';
import { type Heading, topKind } from './heading.ts';
import { titleSpan } from './heading-title.ts';
import { matchNumber } from './number-style.ts';
import type { Paragraph } from './paragraphs.ts';
import type { RoleMatcher } from './roles.ts';

export interface HeadingSource {
  text: string;
  /** Folded text with noise blanked. */
  folded: string;
  paragraphs: readonly Paragraph[];
  /** Indexes of paragraphs that are no part of the outline. */
  asides: Set<number>;
  lexicon: OutlineLexicon;
  roles: RoleMatcher;
}

const bareLength = { min: 4, max: 32 };
// A paragraph of text under a heading has at least this length.
const shortestText = 40;
// What a converter leaves in a line ([bookmark: …]), and all that stands behind it there.
const junk = /\[[a-z][^\n]*/g;
const itemLevel = 3;
const secondItem = /[。；！？]\s?2[.、](?!\d)/;
const sentenceClosed = /[。！？；：”"]$/;

/** Numbered headings and lines that stand as headings without a number, in text order. */
export function findHeadings(source: HeadingSource): Heading[] {
  const { asides } = source;
  const numbered = source.paragraphs.map((paragraph, index) =>
    asides.has(index) ? null : numberedHeading(source, paragraph),
  );
  markJunk(source.text, numbered);
  separateGlued(source, numbered);
  const kinds = flatMap(numbered, (heading) => (heading && !heading.weak ? [heading.kind] : []));
  const hasTop = kinds.includes('han') || kinds.includes('part') || kinds[0] === 'arabic';
  const annex = compiledPattern(source.lexicon.annex);
  const bareHeading = anyOf(source.lexicon.bareHeadings);
  const generic: Heading[] = [];
  const found = flatMap(source.paragraphs, (paragraph, index): Heading[] => {
    const heading = numbered[index];
    if (heading) return [heading];
    const line = source.folded.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + 80));
    if (asides.has(index)) return [];
    if (annex.test(line) && paragraph.end - paragraph.start <= 40) return [bare(source, paragraph, 'annex')];
    if (!standsAlone(source, index)) return [];
    const title = line.replace(/[。\s]+$/, '');
    if (paragraph.styleLevel !== null || bareHeading.test(title)) return [bare(source, paragraph, 'bare')];
    if (!hasTop && isGenericHeading(source, index)) generic.push(bare(source, paragraph, 'bare'));
    return [];
  });
  // One short line may be anything; two or more are a way of writing.
  const accepted =
    generic.length >= 2 || (generic.length === 1 && found.some((one) => one.origin === 'bare'));
  const all = [...found, ...(accepted ? generic : [])].sort((a, b) => a.start - b.start);
  const top = topKind(all);
  for (const heading of all)
    if (heading.kind === top) heading.roles = source.roles.of(fold(heading.title), 'top');
  return all;
}

function markJunk(text: string, numbered: (Heading | null)[]): void {
  const lines = allMatches(junk, text);
  let at = 0;
  for (const heading of numbered) {
    let line = lines[at];
    while (heading && line && line.index + line[0].length < heading.start) line = lines[++at];
    if (heading && line && line.index < heading.start) heading.anomalies.push('junk-before-number');
  }
}

/** Titles that run into their text with no stop between end where the text begins. */
function separateGlued(source: HeadingSource, numbered: (Heading | null)[]): void {
  const headings = numbered.filter((one) => one !== null);
  for (const [heading, cut] of gluedTitles(headings, source.folded)) {
    const start = heading.start + numberLength(heading, source.folded);
    heading.title = tidy(source.text.slice(start, start + cut));
    heading.headingEnd = start + cut;
    heading.inline = true;
    heading.roles = source.roles.of(fold(heading.title), 'any');
  }
}

function numberedHeading(source: HeadingSource, paragraph: Paragraph): Heading | null {
  const { text, folded } = source;
  if (paragraph.table) return null;
  const number = matchNumber(folded.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + 16)));
  if (!number) return null;
  const span = titleSpan(folded, paragraph.start + number.length, paragraph.end);
  if (span.end <= span.start) return null;
  const title = tidy(text.slice(span.start, span.end));
  return {
    origin: 'number',
    start: paragraph.start,
    headingEnd: span.headingEnd,
    number: tidy(text.slice(paragraph.start, paragraph.start + number.length)),
    kind: number.kind,
    value: number.value,
    weak: number.weak,
    title,
    inline: span.inline,
    roles: source.roles.of(fold(title), 'any'),
    fixedLevel: opensItems(folded, paragraph, number) ? itemLevel : null,
    level: 0,
    anomalies: [],
  };
}

/** 1.抓学习。…2.抓执法。…: with its followers in the same paragraph it is the first of their list, as deep as they are. */
function opensItems(
  folded: string,
  { start, end }: Paragraph,
  { kind, value }: { kind: string; value: number },
): boolean {
  return kind === 'arabic' && value === 1 && secondItem.test(folded.slice(start, end));
}

function bare(source: HeadingSource, paragraph: Paragraph, origin: 'bare' | 'annex'): Heading {
  const title = tidy(source.text.slice(paragraph.start, paragraph.end)).replace(/[。：\s]+$/, '');
  return {
    origin,
    start: paragraph.start,
    headingEnd: paragraph.end,
    number: null,
    kind: '',
    value: 0,
    weak: false,
    title,
    inline: false,
    roles: origin === 'annex' ? ['other'] : source.roles.of(fold(title), 'top'),
    fixedLevel: origin === 'annex' ? 1 : (paragraph.styleLevel ?? 1),
    level: 0,
    anomalies: [],
  };
}

/** A short line between closed paragraphs that could be a heading. */
function standsAlone(source: HeadingSource, index: number): boolean {
  const paragraph = source.paragraphs[index];
  if (!paragraph || paragraph.table) return false;
  const line = source.folded.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + 80));
  const length = line.replace(/\s/g, '').length;
  if (length < bareLength.min || length > bareLength.max || paragraph.end - paragraph.start > 60)
    return false;
  if (/[。！？；].|[：；，、]$/.test(line)) return false;
  return source.paragraphs[index + 1] !== undefined;
}

/** Without a role word: the paragraph before must be closed, the one after be text. */
function isGenericHeading(source: HeadingSource, index: number): boolean {
  const { folded, paragraphs } = source;
  const paragraph = paragraphs[index];
  const before = paragraphs[index - 1];
  const after = paragraphs[index + 1];
  if (!paragraph || !after || after.end - after.start < shortestText) return false;
  if (/\d|[，：]|年.*月|以下|如下/.test(folded.slice(paragraph.start, paragraph.end))) return false;
  return (
    before !== undefined &&
    sentenceClosed.test(folded.slice(Math.max(before.start, before.end - 1), before.end))
  );
}
