import type { Candidate } from './candidate.ts';
import words from './data/subject-words.json' with { type: 'json' };
import { clauseEnd, clauseStart, sentenceStart } from './sentence.ts';

export interface SubjectContext {
  /** End of the figure before this one, 0 when there is none. */
  previousEnd: number;
  previousSubject: string;
  previousUnit: string;
}

/** Words to cut off the start or the end of a phrase, by the character that stands there. */
interface EdgeWords {
  edge: 'start' | 'end';
  words: Map<number, string[]>;
}

const longest = 40;
const change = new RegExp(words.change);
const leading = byEdge(words.leading, 'start');
const trailing = byEdge(words.trailing, 'end');
const bareVerbs = byEdge(words.bareVerbs, 'start');
const elidable = byEdge([...words.openers, ...words.outcomes], 'start');

/** What a figure counts, from the words before it and, when these are a mere verb, the noun after it. */
export function readSubject(text: string, candidate: Candidate, context: SubjectContext): string {
  const start = Math.max(clauseStart(text, candidate.start), context.previousEnd);
  const head = text.slice(start, candidate.start);
  const before = tidy(head);
  const after = nounAfter(text, candidate.end);
  if (before === '' && after === '') return inherited(text, candidate, start, context);
  if (before === '') return after;
  const elided = elidedObject(before, after, candidate, context);
  if (elided) return before + elided;
  const isVerb = strip(before, bareVerbs) === '' || /[为对在向]$/.test(head);
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

/** 排查矛盾纠纷124起，化解96起: the outcome's object is that of the verb before, when both are counted in the same unit. */
function elidedObject(before: string, after: string, candidate: Candidate, context: SubjectContext): string {
  if (after !== '' || candidate.unit !== context.previousUnit || !words.outcomes.includes(before)) return '';
  return strip(context.previousSubject, elidable);
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
  const stop = clauseEnd(text, end);
  // 14条镇、村公路: a single character before 、 is no noun yet.
  const whole = stop - end === 1 && text.charAt(stop) === '、' ? clauseEnd(text, stop + 1) : stop;
  const noun = text.slice(end, whole).split(/[\d《]/)[0] ?? '';
  if (/^(?:以上|以下|以内|左右|的?$)/.test(noun) || change.test(noun)) return '';
  // 100%“一次办”: the name in quotes is what follows; a quotation further on is not.
  const plain = noun.startsWith('“') ? noun.replace(/[“”]/g, '') : noun.split(/[“”]/)[0];
  return (plain ?? '').trim().slice(0, 16);
}

function clauseBefore(text: string, start: number): string {
  const end = Math.max(0, start - 1);
  return text.slice(clauseStart(text, end), end);
}

/** The phrase without dates, counting words and fillers at its edges; empty when it only tells a change. */
export function tidy(phrase: string): string {
  const cut = phrase
    .replace(/^.*\d(?:年度?|月份?|日)/s, '')
    .replace(/^\s*\d{1,2}[.、．]/, '')
    .trim();
  const core = strip(strip(cut, leading), trailing);
  if (change.test(cut) || change.test(core)) return '';
  return (/[行作]为$/.test(core) ? core : core.replace(/为$/, '')).slice(-longest).trim();
}

/** Cuts the words off the phrase's edge, the first of the list that fits, until none does. */
function strip(phrase: string, { edge, words }: EdgeWords): string {
  let rest = phrase;
  for (;;) {
    const own = words.get(edgeOf(rest, edge));
    const word = own?.find((one) => (edge === 'start' ? rest.startsWith(one) : rest.endsWith(one)));
    if (!word) return rest;
    rest = (edge === 'start' ? rest.slice(word.length) : rest.slice(0, -word.length)).trim();
  }
}

function byEdge(list: readonly string[], edge: EdgeWords['edge']): EdgeWords {
  const words = new Map<number, string[]>();
  for (const word of list) {
    const character = edgeOf(word, edge);
    words.set(character, [...(words.get(character) ?? []), word]);
  }
  return { edge, words };
}

function edgeOf(phrase: string, edge: EdgeWords['edge']): number {
  return phrase.charCodeAt(edge === 'start' ? 0 : phrase.length - 1);
}
