import type { QuantityStatus, Section } from '@nianbao/contracts';
import { allMatches } from '../patterns/all-matches.ts';
import { anyOf } from '../patterns/any-of.ts';
import data from './data/status-cues.json' with { type: 'json' };
import type { ModifiedCandidate } from './modifiers.ts';
import { sentenceStart } from './sentence.ts';

const planned = anyOf(data.planned.map((pattern) => `${pattern}$`));
const rule = anyOf(data.rule.map((pattern) => `${pattern}$`));
const pastYear = anyOf(data.pastYear.map((pattern) => `${pattern}$`));
const comparison = new RegExp(data.comparison);
const since = new RegExp(`^${data.since}`);
// 由2020年的86.7%提高到: where a change arrived is the report's year again.
const arrived = /^\d{4}年[^，。；\d]{0,6}\d[\d.]*[^，。；\d]*[到至为]/;
const yearMention = /(?<!\d)((?:19|20)\d{2})(?=年)/g;

/**
 * Whether a figure reports, plans, prescribes or denies, or belongs to another year than `reportYear`.
 * `path`: the sections it stands in, outermost first.
 */
export function readStatus(
  text: string,
  candidate: ModifiedCandidate,
  path: readonly Section[],
  reportYear: number | null,
): QuantityStatus {
  const sentence = text.slice(sentenceStart(text, candidate.start), candidate.numberStart);
  // A year or a 规定 in the title of a document says nothing about the figure.
  const head = sentence.includes('《') ? sentence.replace(/《[^》]*》/g, '《》') : sentence;
  const cue = `${head}#`;
  if (candidate.denied) return 'denied';
  if (path.some((section) => section.role === 'next_year_plan')) return 'planned';
  if (planned.test(cue)) return 'planned';
  if (rule.test(cue)) return 'rule';
  if (pastYear.test(cue) && !/[比较]/.test(head.slice(-12))) return 'past-year';
  const year = governingYear(head);
  if (year !== null && reportYear !== null) {
    if (year < reportYear) return 'past-year';
    if (year > reportYear) return 'planned';
  }
  return 'reported';
}

/** The last year named before the figure in its sentence; none when it is a term of comparison or the start of a span. */
function governingYear(head: string): number | null {
  let year: number | null = null;
  for (const match of allMatches(yearMention, head)) {
    const isComparison = comparison.test(head.slice(Math.max(0, match.index - 2), match.index));
    const isSpan = since.test(head.slice(match.index + 4));
    if (isComparison) continue;
    const isLeft = /[由从]$/.test(head.slice(0, match.index)) && arrived.test(head.slice(match.index));
    year = isSpan || isLeft ? null : Number(match[1]);
  }
  return year;
}
