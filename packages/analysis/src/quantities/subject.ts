import type { Candidate } from './candidate.ts';
import words from './data/subject-words.json' with { type: 'json' };
import { clauseEnd, clauseStart, sentenceStart } from './sentence.ts';

export interface SubjectContext {
  /** End of the figure before this one, 0 when there is none. */
  previousEnd: number;
  previousSubject: string;
}

const longest = 40;

/** What a figure counts, from the words before it and, when these are a mere verb, the noun after it. */
export function readSubject(text: string, candidate: Candidate, context: SubjectContext): string {
  const start = Math.max(clauseStart(text, candidate.start), context.previousEnd);
  const head = text.slice(start, candidate.start);
  const before = tidy(head);
  const after = nounAfter(text, candidate.end);
  if (before === '' && after === '') return inherited(text, candidate, start, context);
  if (before === '') return after;
  const isVerb = strip(before, words.bareVerbs, 'start') === '' || /[为对在向]$/.test(head);
  return after !== '' && isVerb ? after : before;
}

/** 3915户13526人 and 由…20批次，下降到1批次: the subject stands before an earlier figure or in the clause before. */
function inherited(text: string, candidate: Candidate, start: number, context: SubjectContext): string {
  const clause = clauseBefore(text, start);
  const isSentenceStart = sentenceStart(text, candidate.start) >= start;
  if (context.previousEnd > 0 && (context.previousEnd === start || /\d/.test(clause))) {
    return context.previousSubject;
  }
  return isSentenceStart ? '' : tidy(clause);
}

/** Subjects of a chain 甲、乙、丙分别增长 1%、2%和3%, in order, when the figure at `start` opens one. */
export function chainSubjects(text: string, start: number): string[] | null {
  const head = text.slice(sentenceStart(text, start), start);
  const at = head.lastIndexOf('分别');
  if (at < 2 || head.length - at > 14 || /[，,；;]/.test(head.slice(at))) return null;
  const verb = tidy(head.slice(at + 2));
  const names = head
    .slice(0, at)
    .split(/[，；：,;:]/)
    .at(-1);
  const parts = (names ?? '')
    .split(/[、和与]|及(?!时)/)
    .map(tidy)
    .filter(Boolean);
  return parts.length > 1 ? parts.map((part) => part + verb) : null;
}

function nounAfter(text: string, end: number): string {
  const noun = text.slice(end, clauseEnd(text, end)).split(/[\d“”《]/)[0] ?? '';
  return /^(?:以上|以下|以内|左右|的?$)/.test(noun) ? '' : noun.trim().slice(0, 16);
}

function clauseBefore(text: string, start: number): string {
  const end = Math.max(0, start - 1);
  return text.slice(clauseStart(text, end), end);
}

function tidy(phrase: string): string {
  const cut = phrase.replace(/^.*\d(?:年度?|月份?|日)/s, '').trim();
  const core = strip(strip(cut, words.leading, 'start'), words.trailing, 'end');
  return (/[行作]为$/.test(core) ? core : core.replace(/为$/, '')).slice(-longest).trim();
}

function strip(phrase: string, list: readonly string[], edge: 'start' | 'end'): string {
  let rest = phrase;
  for (;;) {
    const word = list.find((candidate) =>
      edge === 'start' ? rest.startsWith(candidate) : rest.endsWith(candidate),
    );
    if (!word || rest === '') return rest;
    rest = (edge === 'start' ? rest.slice(word.length) : rest.slice(0, -word.length)).trim();
  }
}
