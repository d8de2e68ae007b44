import type { Candidate } from './candidate.ts';
import words from './data/subject-words.json' with { type: 'json' };
import { clauseEnd, clauseStart, sentenceStart } from './sentence.ts';
import { byEdge, strip, tidy } from './subject-phrase.ts';

export interface Subject {
  /** What the figure counts, for readers. */
  text: string;
  /** The same without what a change or a share adds to it: what the figures after it go on about. */
  noun: string;
}

export interface SubjectContext {
  /** End of the figure before this one, 0 when there is none. */
  previousEnd: number;
  previousUnit: string;
  previous: Subject;
}

/** 人口3915户13526人: of the same people, first the households. */
export function subjectOf({ text }: Subject, unit: string): string {
  return unit === '户' && text.endsWith('人口') ? `${text}户数` : text;
}

const listReach = 40;

export const noSubject: Subject = { text: '', noun: '' };

// From 分别 to the first figure.
const chainReach = 14;
const change = new RegExp(words.change);
const derived = new RegExp(words.derived);
const settlements = new RegExp(words.settlements);
const idle = byEdge([...words.scopes, ...words.bareVerbs], 'start');
const scopes = byEdge(words.scopes, 'start');
const opener = new RegExp(
  `^.*(?:${[...words.openers, ...words.outcomes].sort((left, right) => right.length - left.length).join('|')})(?<object>.*)$`,
);
const noNoun = new RegExp(words.noNoun);
const nounTail = new RegExp(words.nounTail);

/** What a figure counts, from the clause it stands in: 调解矛盾纠纷31件, 街道承接118项行政处罚权. */
export function readSubject(text: string, candidate: Candidate, context: SubjectContext): Subject {
  const start = listStart(text, candidate.start, context.previousEnd);
  const head = text.slice(start, candidate.start);
  const before = tidy(head);
  const after = nounAfter(text, candidate.end);
  if (strip(before, scopes) === '')
    return after === '' ? inherited(text, candidate, start, context) : own(after);
  if (after !== '') {
    const isVerb = strip(before, idle) === '' || /[为对在向将给与和]$/.test(head);
    return own(isVerb ? after : before + after);
  }
  if (derived.test(before) && isSameSentence(text, candidate, context))
    return { text: context.previous.noun + before, noun: context.previous.noun };
  return own(before + elidedObject(before, candidate, context));
}

/** 检查企业、商户312家次: the figure counts all that is listed since the figure before it. */
function listStart(text: string, index: number, previousEnd: number): number {
  let start = clauseStart(text, index);
  while (text.charAt(start - 1) === '、') {
    const earlier = clauseStart(text, start - 1);
    if (earlier < previousEnd || earlier >= start - 1 || index - earlier > listReach) break;
    start = earlier;
  }
  return Math.max(start, previousEnd);
}

function own(text: string): Subject {
  return { text, noun: text };
}

/** 3915户13526人 and 由…20批次，下降到1批次: the subject stands before an earlier figure or in the clause before. */
function inherited(text: string, candidate: Candidate, start: number, context: SubjectContext): Subject {
  const clause = clauseBefore(text, start);
  if (context.previousEnd > 0 && (context.previousEnd === start || /\d/.test(clause))) {
    if (!isSameSentence(text, candidate, context)) return noSubject;
    const lives = residents(candidate, context);
    return lives === null ? context.previous : own(lives);
  }
  return own(sentenceStart(text, candidate.start) >= start ? '' : tidy(clause));
}

/** 58个村民小组、1985户、7642人: those who live there, not the villages. */
function residents({ unit }: Candidate, { previous }: SubjectContext): string | null {
  if (!settlements.test(previous.noun)) return null;
  return unit === '户' || unit === '人' ? '人口' : null;
}

function isSameSentence(text: string, candidate: Candidate, { previousEnd }: SubjectContext): boolean {
  return previousEnd > sentenceStart(text, candidate.start);
}

/** 排查矛盾纠纷124起，化解96起: the outcome's object is that of the verb before, when both are counted in the same unit. */
function elidedObject(
  before: string,
  { unit }: Candidate,
  { previous, previousUnit }: SubjectContext,
): string {
  if (unit !== previousUnit || !words.outcomes.includes(before)) return '';
  return opener.exec(previous.noun)?.groups?.object ?? previous.noun;
}

/** Subjects of a chain 甲、乙、丙分别增长 1%、2%和3%, in order, when the figure at `start` opens one. */
export function chainSubjects(text: string, start: number): Subject[] | null {
  if (!text.slice(Math.max(0, start - chainReach), start).includes('分别')) return null;
  const head = text.slice(sentenceStart(text, start), start);
  const at = head.lastIndexOf('分别');
  if (at < 2 || head.length - at > chainReach || /[，,；;]/.test(head.slice(at))) return null;
  const verb = tidy(head.slice(at + 2));
  const names = head
    .slice(0, at)
    .split(/[，；：,;:]/)
    .at(-1);
  const parts = (names ?? '')
    .split(/[、和与]|及(?!时)|(?<=”)(?=“)/)
    .map(tidy)
    .filter(Boolean);
  return parts.length > 1 ? parts.map((part) => ({ text: part + verb, noun: part })) : null;
}

function nounAfter(text: string, end: number): string {
  const stop = clauseEnd(text, end);
  // 14条镇、村公路: a single character before 、 is no noun yet.
  const whole = stop - end === 1 && text.charAt(stop) === '、' ? clauseEnd(text, stop + 1) : stop;
  const noun = (text.slice(end, whole).split(/[\d《]/)[0] ?? '').replace(nounTail, '');
  if (noNoun.test(noun) || change.test(noun)) return '';
  // 100%“一次办”: the name in quotes is what follows; a quotation further on is not.
  const plain = noun.startsWith('“') ? noun.replace(/[“”]/g, '') : noun.split(/[“”]/)[0];
  return (plain ?? '').trim().replace(/^的/, '').slice(0, 16);
}

function clauseBefore(text: string, start: number): string {
  const end = Math.max(0, start - 1);
  return text.slice(clauseStart(text, end), end);
}
