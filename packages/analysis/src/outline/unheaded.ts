import type { SectionRole } from '@nianbao/contracts';
import { anyOf } from '../patterns/any-of.ts';
import { compileOnce } from '../patterns/compile-once.ts';
import { flatMap } from '../patterns/flat-map.ts';
import type { UnheadedCue } from '../profiles/profile.ts';
import { type Heading, topKind } from './heading.ts';
import type { Paragraph } from './paragraphs.ts';
import { type Range, sentences } from './sentences.ts';

interface Cue {
  role: SectionRole;
  matches(text: string): boolean;
  isPreface(text: string): boolean;
}

interface Candidate extends Range {
  paragraph: Paragraph;
  /** The part begins with its paragraph. */
  opens: boolean;
  listed: boolean;
}

// Longest sentence a cue is looked for in.
const longest = 300;

const compile = compileOnce(({ role, ...cue }: UnheadedCue): Cue => {
  const patterns = anyOf(cue.patterns);
  const except = anyOf(cue.except);
  const preface = new RegExp(cue.preface);
  return {
    role,
    isPreface: (text) => preface.test(text),
    matches: (text) => patterns.test(text) && !except.test(text),
  };
});

/**
 * Parts without a heading of their own (虽…但仍存在…; 下一步…): pseudo headings where their first sentence starts.
 * Only for roles that no heading of the document has.
 */
export function findUnheaded(
  folded: string,
  paragraphs: readonly Paragraph[],
  headings: Heading[],
  cues: UnheadedCue[],
): Heading[] {
  const headed = new Set(headings.map((heading) => heading.start));
  const plain = flatMap(paragraphs, (paragraph, index) =>
    paragraph.table || headed.has(paragraph.start) ? [] : [{ paragraph, next: paragraphs[index + 1] }],
  );
  const bodyStart = headings.length >= 3 ? (headings[0]?.start ?? 0) : 0;
  const lastTop = lastTopHeading(headings);
  const found: Heading[] = [];
  for (const cue of cues.map(compile)) {
    if (headings.some((heading) => heading.roles.includes(cue.role))) continue;
    const candidates = flatMap(plain, ({ paragraph, next }) =>
      paragraph.start < bodyStart ? [] : inParagraph(folded, paragraph, cue, next),
    );
    const fits = candidates.filter((one) => allowed(one, cue.role, found, lastTop));
    const best = fits.findLast((one) => one.listed) ?? fits.at(-1);
    if (best) found.push(pseudoHeading(best, cue.role));
  }
  return found;
}

/** Start of the last heading that opens a top-level section; numbers that begin again (（一）) belong to a part below. */
function lastTopHeading(headings: Heading[]): number {
  const kind = topKind(headings);
  const top = headings.filter((heading) => heading.kind === kind);
  const outer = kind === 'part' || kind === 'han';
  const again = outer ? -1 : top.findIndex((heading, index) => index > 0 && heading.value === 1);
  return (again < 0 ? top : top.slice(0, again)).at(-1)?.start ?? 0;
}

function inParagraph(
  folded: string,
  paragraph: Paragraph,
  cue: Cue,
  next: Paragraph | undefined,
): Candidate[] {
  const list = sentences(folded, paragraph.start, paragraph.end);
  const index = list.findIndex((one, at) => {
    const previous = at === 1 ? list[0] : undefined;
    const own = folded.slice(one.start, Math.min(one.end, one.start + longest));
    return (
      cue.matches(own) ||
      (previous !== undefined && cue.matches(folded.slice(previous.start, previous.start + longest) + own))
    );
  });
  const sentence = list[index];
  if (!sentence) return [];
  const first = list[0];
  const led =
    index === 1 && first !== undefined && cue.isPreface(folded.slice(first.start, first.end).slice(-longest));
  const start = index === 0 || led ? paragraph.start : sentence.start;
  const listed =
    /[一二](?:是|要)|（[1一]）/.test(
      folded.slice(sentence.start, Math.min(paragraph.end, sentence.end + 200)),
    ) ||
    (next !== undefined && /^(?:（[1一]|[1一][、.是要])/.test(folded.slice(next.start, next.start + 4)));
  return [{ start, end: paragraph.end, paragraph, opens: start === paragraph.start, listed }];
}

/** A plan comes last; a part that starts in mid-paragraph needs a list or the problems before it. */
function allowed(one: Candidate, role: SectionRole, found: Heading[], lastTop: number): boolean {
  if (role === 'next_year_plan' && one.start < lastTop) return false;
  if (one.opens || one.listed) return true;
  return found.some((heading) => heading.start >= one.paragraph.start && heading.start < one.start);
}

function pseudoHeading(one: Candidate, role: SectionRole): Heading {
  return {
    origin: 'unheaded',
    start: one.start,
    headingEnd: one.start,
    number: null,
    kind: '',
    value: 0,
    weak: false,
    title: '',
    inline: true,
    roles: [role],
    fixedLevel: 1,
    level: 0,
    anomalies: ['unheaded'],
  };
}
