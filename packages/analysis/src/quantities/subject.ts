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
  /** The figures before this one, by unit: the last of each. */
  heard: ReadonlyMap<string, Heard>;
}

/** A figure told before. */
export interface Heard {
  end: number;
  subject: Subject;
}

/** 人口3915户13526人: of the same people, first the households. */
export function subjectOf({ text }: Subject, unit: string): string {
  return unit === '户' && text.endsWith('人口') ? `${text}户数` : text;
}

const listReach = 40;
const objectReach = 120;
const longestKind = 8;
// 信访量持续下降，由…: what changed stands before.
const toldChange =
  /(?:实现|呈现?|出现|保持|持续|大幅|明显|显著|稳步|逐年|进一步)[^，]{0,6}(?:下降|减少|增长|上升|提升|提高|攀升|好转)(?:态势|趋势)?$/;
// 常态化行使的只有31项: the noun stands before.
const described = /[一-龥]的(?:[仅只]有?|有)?$/;

export const noSubject: Subject = { text: '', noun: '' };

// From 分别 to the first figure.
const chainReach = 14;
// 分别是2012年的1.7倍和2.4倍.
const multipleOf = /^(?:是|为|相当于)[^，]*的$/;
const change = new RegExp(words.change);
const derived = new RegExp(words.derived);
const settlements = new RegExp(words.settlements);
const idle = byEdge([...words.scopes, ...words.bareVerbs], 'start');
const scopes = byEdge(words.scopes, 'start');
const opener = new RegExp(
  `^.*(?:${[...words.openers, ...words.outcomes].sort((left, right) => right.length - left.length).join('|')})(?<object>.*)$`,
);
const noNoun = new RegExp(words.noNoun);
const kinds = byEdge(words.kinds, 'start');
// 责令改正, 废止或失效, 省级: nothing but verbs and kinds, no noun.
const elliptic = byEdge([...words.outcomes, ...words.manners, ...words.kinds, ...words.joiners], 'start');
const sharedTail = new RegExp(words.sharedTail);
// 制定省级规章 → 规章; a single character may begin the noun itself (对象).
const beforeNoun = byEdge([...words.kinds, ...words.bareVerbs.filter((verb) => verb.length > 1)], 'start');
const people = new RegExp(words.people);
const personUnits = new Set(['人', '名', '人次']);
// 村（社区）, 县（市、区）: a bracket that belongs to the word before it.
const bracketAtEnd = /[一-龥][（(][^（()）\d，。；]{1,8}[)）]$/;
const bracketInside = /^[（(][^（()）\d，。]{1,6}[)）](?=[一-龥])/;
const nounTail = new RegExp(words.nounTail);
// 村“两委”干部 is one noun.
const quotedWord = /(?<=[一-龥])“([^“”]{1,4})”(?=[一-龥])/;

/** What a figure counts, from the clause it stands in: 调解矛盾纠纷31件, 街道承接118项行政处罚权; 参训286人次 counts 参训人员. */
export function readSubject(text: string, candidate: Candidate, context: SubjectContext): Subject {
  const subject = readPhrase(text, candidate, context);
  return personUnits.has(candidate.unit) && people.test(subject.text) ? own(`${subject.text}人员`) : subject;
}

function readPhrase(text: string, candidate: Candidate, context: SubjectContext): Subject {
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
  if (derived.test(strip(before, kinds))) {
    const noun = isSameSentence(text, candidate, context) ? context.previous.noun : clauseNoun(text, start);
    return { text: noun + before, noun: noun || before };
  }
  const isDescribed = described.test(head);
  if (!isDescribed && strip(before, elliptic) !== '') return own(before);
  const object = elidedObject(text, candidate, context);
  return object === '' ? own(before) : { text: `${before}${isDescribed ? '的' : ''}${object}`, noun: object };
}

/** 检查企业、商户312家次: the figure counts all that is listed since the figure before it. */
function listStart(text: string, index: number, previousEnd: number): number {
  let start = clauseStart(text, index);
  const bracket = bracketAtEnd.exec(text.slice(Math.max(0, start - 11), start));
  if (bracket) start = clauseStart(text, start - bracket[0].length + 1);
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
  return own(clauseNoun(text, start));
}

/** What the clause before the one at `start` is about; nothing when a sentence begins there. */
function clauseNoun(text: string, start: number): string {
  return sentenceStart(text, start) >= start ? '' : tidy(clauseBefore(text, start).replace(toldChange, ''));
}

/** 58个村民小组、1985户、7642人: those who live there, not the villages. */
function residents({ unit }: Candidate, { previous }: SubjectContext): string | null {
  if (!settlements.test(previous.noun)) return null;
  return unit === '户' || unit === '人' ? '人口' : null;
}

function isSameSentence(text: string, candidate: Candidate, { previousEnd }: SubjectContext): boolean {
  return previousEnd > sentenceStart(text, candidate.start);
}

/** 排查矛盾纠纷124起，化解96起: a verb without an object has that of the last figure of its unit before the full stop. */
function elidedObject(text: string, { start, unit }: Candidate, { heard }: SubjectContext): string {
  const last = heard.get(unit);
  if (!last || start - last.end > objectReach || /[。\n]/.test(text.slice(last.end, start))) return '';
  const noun = opener.exec(last.subject.noun)?.groups?.object || last.subject.noun;
  return strip(noun, beforeNoun) || noun;
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
  const parts = withSharedTail(
    (names ?? '')
      .split(/[、和与]|及(?!时)|(?<=”)(?=“)/)
      .map(tidy)
      .filter(Boolean),
  );
  return parts.length > 1 ? parts.map((part) => ({ text: part + verb, noun: part })) : null;
}

/** 城镇、农村居民收入, 电子、中医药产业收入: the kinds before the last name share its noun. */
function withSharedTail(names: string[]): string[] {
  const last = names.at(-1) ?? '';
  const tail = sharedTail.exec(last)?.[0];
  if (tail !== undefined && last !== tail)
    return names.map((name) =>
      name.length > longestKind || name.includes(tail.slice(0, 2)) ? name : name + tail,
    );
  const noun = strip(last, kinds);
  if (noun === '' || noun === last) return names;
  return names.map((name) => (strip(name, kinds) === '' ? name + noun : name));
}

/** 事故4起，死亡3人，同比分别下降33.3%和40%: a chain that names nothing goes on about the figures before it, in order. */
export function repeatedSubjects(
  text: string,
  start: number,
  before: () => readonly Subject[],
): Subject[] | null {
  const head = text.slice(Math.max(0, start - chainReach), start);
  const at = head.lastIndexOf('分别');
  if (at < 0) return null;
  const clause =
    head
      .slice(0, at)
      .split(/[，、；：（(）)]/)
      .at(-1) ?? '';
  const verb = head.slice(at + 2);
  if (!derived.test(`${clause}${tidy(verb)}`) && !(clause === '' && multipleOf.test(verb))) return null;
  const told = before();
  return told.length > 1 ? told.map(({ noun }) => ({ text: noun, noun })) : null;
}

function nounAfter(text: string, end: number): string {
  const stop = clauseStop(text, end);
  // 14条镇、村公路: a single character before 、 is no noun yet.
  const whole = stop - end === 1 && text.charAt(stop) === '、' ? clauseEnd(text, stop + 1) : stop;
  const noun = (text.slice(end, whole).split(/\d(?!\d*强)|《/)[0] ?? '').replace(nounTail, '');
  if (noNoun.test(noun) || change.test(noun)) return '';
  // 100%“一次办”: the name in quotes is what follows; a quotation further on is not.
  const plain = noun.startsWith('“')
    ? noun.replace(/[“”]/g, '')
    : noun.replace(quotedWord, '$1').split(/[“”]/)[0];
  return (plain ?? '').trim().replace(/^的/, '').slice(0, 16);
}

/** 县（市、区）长 goes on behind its bracket. */
function clauseStop(text: string, end: number): number {
  const stop = clauseEnd(text, end);
  const bracket = bracketInside.exec(text.slice(stop, stop + 10))?.[0];
  return bracket === undefined ? stop : clauseEnd(text, stop + bracket.length);
}

function clauseBefore(text: string, start: number): string {
  const end = Math.max(0, start - 1);
  return text.slice(clauseStart(text, end), end);
}
