import type { OutlineItem, Section } from '@nianbao/contracts';
import { codeTable } from '../patterns/code-table.ts';
import { createSearch } from '../patterns/create-search.ts';
import { flatMap } from '../patterns/flat-map.ts';
import { trimEnd } from '../patterns/trim-end.ts';
import { tidy } from './fold.ts';
import { parseNumber } from './han-number.ts';
import markers from './item-markers.json' with { type: 'json' };
import { type Paragraph, trim } from './paragraphs.ts';
import { lastStarting, sectionPaths } from './section-path.ts';
import { flatten } from './tree.ts';

interface Mark {
  start: number;
  /** Where the item's words begin. */
  content: number;
  number: string;
  ordinal: number;
  style: string;
  /** The series it may continue: 一是 and 二要 are one. */
  family: string;
  /** Also found in plain prose (首先, 第一, （1）): counts only beside a neighbour. */
  needsPartner: boolean;
  paragraph: Paragraph;
  section: Section | null;
}

// Of each marker group 1 is the printed number, group 2 its value; what stands before it is only looked at.
const searchMarks = createSearch(markers.map(({ pattern }) => pattern));
const quoteReach = 40;
// 首先要…。二是…: the first one in another word.
const firstInWords = /首先|首要|其一|第一[，、]|一方面/;
const firstReach = 400;
const closing = codeTable('，,、：: ');
const compiled = markers.map((marker) => ({ ...marker, regex: new RegExp(marker.pattern, 'y') }));

/** Enumerated items inside paragraphs, in text order. */
export function findItems(
  text: string,
  folded: string,
  paragraphs: readonly Paragraph[],
  roots: readonly Section[],
): OutlineItem[] {
  const sections = flatten(roots);
  const pathAt = sectionPaths(roots);
  const headingStarts = new Set(sections.map((section) => section.start));
  const marks = flatMap(paragraphs, (paragraph) =>
    paragraph.table ? [] : marksOf(folded, paragraph, pathAt, headingStarts),
  );
  const kept = withPartners(marks);
  const items = kept.map((mark, index) =>
    toItem(text, folded, mark, kept[index - 1], kept[index + 1], sections),
  );
  const starts = new Set([...sections, ...items].map(({ start }) => start));
  return markEmpty(items, folded, textBehind(paragraphs, starts));
}

/** Ends of paragraphs behind which plain text follows: an item that stands there alone is the heading of that text. */
function textBehind(paragraphs: readonly Paragraph[], starts: Set<number>): Set<number> {
  return new Set(
    paragraphs
      .filter((_, index) => !starts.has(paragraphs[index + 1]?.start ?? Number.NaN) && paragraphs[index + 1])
      .map(({ end }) => end),
  );
}

/** An item is empty when it is a short bare title while others of its list go on behind theirs. */
function markEmpty(items: OutlineItem[], folded: string, textBehind: Set<number>): OutlineItem[] {
  const developed = new Set(
    items.filter((item) => item.end - item.start > item.title.length + 20).map((item) => item.sectionId),
  );
  for (const item of items) {
    const bare = /^[^，\d]{2,16}$/.test(item.title) && item.end - item.start <= item.title.length + 4;
    const closed = folded.slice(item.end - 1, item.end) === '。';
    if (bare && closed && developed.has(item.sectionId) && !textBehind.has(item.end))
      item.anomalies.push('empty');
  }
  return items;
}

function marksOf(
  folded: string,
  paragraph: Paragraph,
  pathAt: (position: number) => readonly Section[],
  headings: ReadonlySet<number>,
): Mark[] {
  const body = folded.slice(paragraph.start, paragraph.end);
  const marks: Mark[] = [];
  const found = searchMarks(body).sort((a, b) => a.start - b.start || a.pattern - b.pattern);
  for (const { pattern, start: at } of found) {
    const marker = compiled[pattern];
    if (!marker) continue;
    const { style, family, needsPartner, regex } = marker;
    regex.lastIndex = at;
    const [whole = '', printed = '', value = ''] = regex.exec(body) ?? [];
    const start = paragraph.start + at;
    const ordinal = parseNumber(value) ?? wordOrdinal(value);
    if (ordinal === null || headings.has(start) || isQuoted(body, at)) continue;
    const content = start + whole.length;
    const section = pathAt(start).at(-1) ?? null;
    marks.push({
      start,
      content,
      number: printed,
      ordinal,
      style,
      family,
      needsPartner,
      paragraph,
      section,
    });
  }
  return marks.filter((mark, index) => mark.start !== marks[index - 1]?.start);
}

/** “一要吃饭、二要建设”: a saying. */
function isQuoted(body: string, at: number): boolean {
  const before = body.slice(Math.max(0, at - quoteReach), at);
  return before.lastIndexOf('“') > before.lastIndexOf('”');
}

function wordOrdinal(word: string): number | null {
  const order = ['首先', '其次', '再次', '最后'].indexOf(word);
  return order < 0 ? null : order + 1;
}

/** Keeps marks that need a neighbour only where one of their family stands in the same section. */
function withPartners(marks: Mark[]): Mark[] {
  const seen = new Map<string, Set<number>>();
  const key = (mark: Mark): string => `${mark.section?.id ?? ''}/${mark.family}`;
  for (const mark of marks) {
    const ordinals = seen.get(key(mark)) ?? new Set();
    seen.set(key(mark), ordinals.add(mark.ordinal));
  }
  return marks.filter((mark) => {
    if (!mark.needsPartner || followsHeading(mark)) return true;
    const ordinals = seen.get(key(mark));
    return ordinals !== undefined && (ordinals.has(mark.ordinal - 1) || ordinals.has(mark.ordinal + 1));
  });
}

/** 2. inside the paragraph that 1. opened as a heading. */
function followsHeading({ section, number, ordinal }: Mark): boolean {
  const heading = section?.number ?? '';
  return Number(/\d+/.exec(heading)?.[0]) === ordinal - 1 && bare(heading) === bare(number);
}

/** Folded: the heading prints 1．, the mark is read as 2. */
function bare(number: string): string {
  return number.normalize('NFKC').replace(/[\d\s]/g, '');
}

function toItem(
  text: string,
  folded: string,
  mark: Mark,
  before: Mark | undefined,
  after: Mark | undefined,
  sections: Section[],
): OutlineItem {
  const continued = after !== undefined && sameSeries(mark, after) && after.ordinal > mark.ordinal;
  const sectionEnd = mark.section?.end ?? mark.paragraph.end;
  const nextInParagraph = after && after.start < mark.paragraph.end ? after.start : mark.paragraph.end;
  const limit = continued
    ? after.start
    : Math.min(nextInParagraph, nextSection(sections, mark) ?? sectionEnd);
  const end = trim(folded, mark.start, Math.max(limit, mark.content)).end;
  const words = folded.slice(mark.content, end);
  const stop = titleEnd(words);
  const title = text.slice(mark.content, mark.content + (stop < 0 ? words.length : stop));
  return {
    start: mark.start,
    end,
    number: tidy(text.slice(mark.start, mark.start + mark.number.length)),
    ordinal: mark.ordinal,
    title: trimEnd(tidy(title), closing),
    sectionId: mark.section?.id ?? null,
    anomalies: opensInWords(folded, mark) ? [] : itemAnomalies(mark, before, after),
  };
}

// 二是强化队伍保障：优化…: a short title set off by a colon from the text behind it.
const colonTitle = /^[^，。；！？：\d]{2,16}(?=：[^。；！？]{16})/;

function titleEnd(words: string): number {
  return colonTitle.exec(words)?.[0].length ?? words.search(/[。；！？]/);
}

function sameSeries(a: Mark, b: Mark): boolean {
  return a.family === b.family && a.section === b.section;
}

/** A section may begin inside the item's paragraph (a part split off by its cue). */
function nextSection(sections: Section[], mark: Mark): number | undefined {
  const next = sections[lastStarting(sections, mark.start) + 1];
  return next && next.start < mark.paragraph.end ? next.start : undefined;
}

function opensInWords(folded: string, { start, ordinal, paragraph }: Mark): boolean {
  return (
    ordinal === 2 && firstInWords.test(folded.slice(Math.max(paragraph.start, start - firstReach), start))
  );
}

function itemAnomalies(
  mark: Mark,
  before: Mark | undefined,
  after: Mark | undefined,
): OutlineItem['anomalies'] {
  const anomalies: OutlineItem['anomalies'] = [];
  const previous = before && sameSeries(before, mark) ? before : undefined;
  if (!previous && mark.ordinal > 1 && !followsHeading(mark)) anomalies.push('skipped-number');
  if (previous) {
    if (mark.ordinal > previous.ordinal + 1) anomalies.push('skipped-number');
    else if (mark.ordinal === previous.ordinal && !isPair(mark, after)) anomalies.push('duplicate-number');
    else if (mark.ordinal < previous.ordinal && mark.ordinal !== 1) anomalies.push('restarted-number');
    if (mark.style !== previous.style && mark.ordinal !== 1) anomalies.push('mixed-series');
  }
  return anomalies;
}

/** 一是…；一是…: two things told in parallel, when nothing is counted on behind them. */
function isPair(mark: Mark, after: Mark | undefined): boolean {
  return mark.ordinal === 1 && !(after && sameSeries(mark, after) && after.ordinal > 1);
}
