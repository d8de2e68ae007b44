import type { QuantityStatus, Section } from '@nianbao/contracts';
import { allMatches } from '../patterns/all-matches.ts';
import { anyOf } from '../patterns/any-of.ts';
import { createTextCharacters } from '../patterns/create-text-characters.ts';
import { requiredCharacters } from '../patterns/pattern-characters.ts';
import data from './data/status-cues.json' with { type: 'json' };
import type { ModifiedCandidate } from './modifiers.ts';
import { sentenceStart } from './sentence.ts';

const planned = cueOf(data.planned);
const rule = cueOf(data.rule);
const pastYear = cueOf(data.pastYear);
const headCharacters = createTextCharacters();
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
  headCharacters.read(head);
  if (candidate.denied) return 'denied';
  if (path.some((section) => section.role === 'next_year_plan')) return 'planned';
  if (tells(head, planned)) return 'planned';
  if (tells(head, rule)) return 'rule';
  if (tells(head, pastYear) && !/[比较]/.test(head.slice(-12))) return 'past-year';
  const year = governingYear(head);
  if (year !== null && reportYear !== null) {
    if (year < reportYear) return 'past-year';
    if (year > reportYear) return 'planned';
  }
  return 'reported';
}

function cueOf(patterns: readonly string[]) {
  const expression = anyOf(patterns.map((pattern) => `${pattern}$`));
  return { expression, required: requiredCharacters(expression.source) };
}

/** Whether one of the cues stands in the head whose characters were read; mostly they alone say that none does. */
function tells(head: string, { expression, required }: ReturnType<typeof cueOf>): boolean {
  return headCharacters.holdOne(required) && expression.test(`${head}#`);
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
