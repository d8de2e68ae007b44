import type { PartState, QuotedSpan, ReviewedPart, Section } from '@nianbao/contracts';
import { countHan, fold } from '../outline/fold.ts';
import { type Range, sentences } from '../outline/sentences.ts';
import { anyOf } from '../patterns/any-of.ts';
import { compileOnce } from '../patterns/compile-once.ts';
import type { PartDefinition } from '../profiles/profile.ts';
import { quoted, type ReviewSource } from './source.ts';

interface Answer {
  state: PartState;
  evidence: QuotedSpan | null;
}

// Longest sentence a cue is looked for in.
const longest = 400;
// Of the sentence before, its end is enough.
const nearPrevious = 60;

const compile = compileOnce((part: PartDefinition) => ({
  heading: anyOf(part.heading),
  headingWithCue: anyOf(part.headingWithCue),
  items: anyOf(part.items),
  substance: anyOf(part.substance),
  substanceAfter: anyOf(part.substanceAfter ?? []),
  substanceAnywhere: anyOf(part.substanceAnywhere ?? []),
  mention: anyOf([...part.mention, ...part.substance]),
}));

/** State of every part the profile asks for: under a heading, reported without one, only named, or absent. */
export function reviewParts(source: ReviewSource): ReviewedPart[] {
  const answers = new Map<string, Answer>();
  return source.profile.parts.map((part) => {
    const { state, evidence } = answer(source, part, hostOf(source, part, answers));
    answers.set(part.key, { state, evidence });
    return { key: part.key, state, mandatory: part.mandatory, evidence };
  });
}

/** Where the part this one belongs to is told under another's heading: the paragraph of its evidence. */
function hostOf(source: ReviewSource, part: PartDefinition, answers: Map<string, Answer>): Range | null {
  const host = answers.get(part.within[0] ?? '');
  if (host?.state !== 'inline' || !host.evidence) return null;
  const end = source.folded.indexOf('\n', host.evidence.end);
  return { start: host.evidence.start, end: end < 0 ? source.folded.length : end };
}

function answer(source: ReviewSource, part: PartDefinition, host: Range | null): Answer {
  const headed = bySection(source, part, false, part.minContent);
  if (headed) return { state: 'section', evidence: headed };
  const unheaded = bySection(source, part, true, part.minContent);
  if (unheaded) return { state: 'inline', evidence: unheaded };
  const item = byItem(source, part);
  if (item) return { state: 'inline', evidence: item };
  const { substance, substanceAfter, substanceAnywhere, mention } = compile(part);
  const cues = { cue: substance, after: substanceAfter, host };
  const told =
    bySentence(source, part, cues, part.onlyMentionIn) ??
    bySentence(source, part, { cue: substanceAnywhere, host }, []);
  if (told) return { state: 'inline', evidence: told };
  const named = bySentence(source, part, { cue: mention, host }, []) ?? bySection(source, part, false, 0);
  return named ? { state: 'mention', evidence: named } : { state: 'absent', evidence: null };
}

/** A section of the part's role, or one whose heading names the part, with `minHan` characters in it. */
function bySection(
  source: ReviewSource,
  part: PartDefinition,
  unheaded: boolean,
  minHan: number,
): QuotedSpan | null {
  const { heading, headingWithCue } = compile(part);
  const section = sectionsOf(source).find(({ section: one, isSplit }) => {
    if (isSplit !== unheaded) return false;
    if (part.roles.includes(one.role)) return hasContent(source, one, minHan);
    if (unheaded || one.level > 2 || isExcluded(part, one)) return false;
    const title = fold(one.title);
    const isNamed = heading.test(title) || (headingWithCue.test(title) && reports(source, one, part));
    return isNamed && hasContent(source, one, minHan);
  })?.section;
  if (!section) return null;
  const end = unheaded
    ? (sentences(source.folded, section.start, section.end)[0]?.end ?? section.end)
    : section.headingEnd;
  return quoted(source, section.start, end);
}

/** By level: a part of its own comes before one that stands under another's heading. */
const sectionsOf = compileOnce(({ sections }: ReviewSource) => {
  const unheaded = sections.filter(({ anomalies }) => anomalies.includes('unheaded'));
  return sections
    .toSorted((a, b) => a.level - b.level)
    .map((section) => ({
      section,
      // A sub-heading of an unheaded part does not give it a heading.
      isSplit: unheaded.some(({ start, end }) => start <= section.start && section.end <= end),
    }));
});

function isExcluded(part: PartDefinition, section: Section): boolean {
  return part.within.length > 0 && !part.within.includes(section.role);
}

/** Enough text under the heading; a heading that is itself a whole sentence counts with it. */
function hasContent(source: ReviewSource, section: Section, minHan: number): boolean {
  const own = section.title.length > 20 ? section.start : section.headingEnd;
  return countHan(source.folded.slice(own, section.end), minHan) >= minHan;
}

function reports(source: ReviewSource, section: Section, part: PartDefinition): boolean {
  const { substance, substanceAfter } = compile(part);
  return sentences(source.folded, section.headingEnd, section.end).some(
    (range, index, all) =>
      substance.test(clip(source, range)) || substanceAfter.test(withPrevious(source, all[index - 1], range)),
  );
}

/** An item whose title names the part and that goes on for a while (一是压实第一责任人职责。…) reports in substance. */
function byItem(source: ReviewSource, part: PartDefinition): QuotedSpan | null {
  const named = compile(part).items;
  const item = source.outline.items.find((one) => {
    const role = source.roleAt(one.start);
    if (role !== undefined && part.onlyMentionIn.includes(role)) return false;
    return (
      one.title.length <= 40 && named.test(fold(one.title)) && one.end - one.start - one.title.length > 40
    );
  });
  return item ? quoted(source, item.start, Math.min(item.end, item.start + item.title.length + 4)) : null;
}

interface Cues {
  cue: RegExp;
  /** Tested together with the sentence before. */
  after?: RegExp;
  /** Counts as inside the part, whatever its section. */
  host: Range | null;
}

function bySentence(
  source: ReviewSource,
  part: PartDefinition,
  { cue, after, host }: Cues,
  exclude: string[],
): QuotedSpan | null {
  let previous: Range | undefined;
  for (const range of source.sentences) {
    const before = previous;
    previous = range;
    const hosted = host !== null && host.start <= range.start && range.end <= host.end;
    const role = source.roleAt(range.start);
    if (!hosted && part.within.length > 0 && (role === undefined || !part.within.includes(role))) continue;
    if (role !== undefined && exclude.includes(role)) continue;
    if (cue.test(clip(source, range)) || after?.test(withPrevious(source, before, range)))
      return quoted(source, range.start, range.end);
  }
  return null;
}

function withPrevious(source: ReviewSource, before: Range | undefined, range: Range): string {
  const start = before ? Math.max(before.start, before.end - nearPrevious) : range.start;
  return source.folded.slice(start, Math.min(range.end, range.start + longest));
}

function clip(source: ReviewSource, range: Range): string {
  return source.folded.slice(range.start, Math.min(range.end, range.start + longest));
}
