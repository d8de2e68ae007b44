import { anyOf } from '../patterns/any-of.ts';
import type { Candidate } from './candidate.ts';
import data from './data/modifiers.json' with { type: 'json' };

/** A candidate with the words around it read in: approximation and bound widen the span. */
export interface ModifiedCandidate extends Candidate {
  /** Start of the number itself; `start` may lie before it, at 约 or 不少于. */
  numberStart: number;
  bound?: 'min' | 'max';
  denied?: boolean;
}

interface BoundCue {
  bound: 'min' | 'max';
  denied: boolean;
  expression: RegExp;
}

const reach = 16;
const round = /[百千万亿]/;
const approximationBefore = data.approximationBefore.map(({ pattern, headBlocked, onlyRound }) => ({
  onlyRound: onlyRound ?? false,
  expression: new RegExp(`(?<word>${pattern})${data.between}$`),
  blocked: new RegExp(`${headBlocked}$`),
}));
const approximationAfter = new RegExp(`^\\s?(?:${data.approximationAfter.join('|')})(?![一-龥]?[于余])`);
const boundBefore = data.boundBefore.map((cue) => boundCue(cue, `${cue.pattern}${data.between}$`));
const boundBeforeFar = data.boundBeforeFar.map((cue) => boundCue(cue, cue.pattern));
const boundAfter = data.boundAfter.map((cue) => boundCue(cue, `^${cue.pattern}`));
const anyApproximation = anyOf(data.approximationBefore.map(({ pattern }) => `${pattern}${data.between}$`));
const anyBoundBefore = anyOf([
  ...data.boundBefore.map(({ pattern }) => `${pattern}${data.between}$`),
  ...data.boundBeforeFar.map(({ pattern }) => pattern),
]);
const anyBoundAfter = anyOf(data.boundAfter.map(({ pattern }) => `^${pattern}`));
const blockedBoundHead = /[赶高]超$/;

/** Reads 约, 近, 左右, 不少于, 以上, 尚未达到 … around a candidate of width-folded `text`. */
export function readModifiers(text: string, candidate: Candidate): ModifiedCandidate {
  const modified = toModified(candidate);
  readApproximation(text, modified);
  readBoundBefore(text, modified);
  readAfter(text, modified);
  return modified;
}

// Written out: a copy by `{ ...candidate, numberStart }` takes ten times as long, for every figure.
function toModified({ start, end, value, upper, unit, approximation }: Candidate): ModifiedCandidate {
  const modified: ModifiedCandidate = { start, end, value, unit, numberStart: start };
  if (upper !== undefined) modified.upper = upper;
  if (approximation !== undefined) modified.approximation = approximation;
  return modified;
}

function readApproximation(text: string, modified: ModifiedCandidate): void {
  const head = text.slice(Math.max(0, modified.start - reach), modified.start);
  if (!anyApproximation.test(head)) return;
  for (const { expression, blocked, onlyRound } of approximationBefore) {
    const match = expression.exec(head);
    if (onlyRound && !round.test(text.charAt(modified.start))) continue;
    const word = match?.groups?.word;
    if (!match || !word || blocked.test(head.slice(0, match.index))) continue;
    modified.start -= head.length - match.index;
    modified.approximation ??= word;
    return;
  }
}

function readBoundBefore(text: string, modified: ModifiedCandidate): void {
  const head = text.slice(Math.max(0, modified.start - reach), modified.start);
  if (!anyBoundBefore.test(head)) return;
  for (const cue of boundBefore) {
    const match = cue.expression.exec(head);
    if (!match || blockedBoundHead.test(head.slice(0, match.index + 1))) continue;
    modified.start -= head.length - match.index;
    setBound(modified, cue);
    return;
  }
  const far = boundBeforeFar.find((cue) => cue.expression.test(head));
  if (far) setBound(modified, far);
}

function readAfter(text: string, modified: ModifiedCandidate): void {
  const tail = text.slice(modified.end, modified.end + reach);
  const around = approximationAfter.exec(tail);
  if (around) {
    modified.end += around[0].length;
    modified.approximation ??= around[0].trim();
  }
  const rest = text.slice(modified.end, modified.end + reach);
  if (!anyBoundAfter.test(rest)) return;
  for (const cue of boundAfter) {
    const match = cue.expression.exec(rest);
    if (!match) continue;
    modified.end += match[0].length;
    modified.bound ??= cue.bound;
    return;
  }
}

function setBound(modified: ModifiedCandidate, cue: BoundCue): void {
  modified.bound = cue.bound;
  if (cue.denied) modified.denied = true;
}

function boundCue(cue: { bound: string; denied?: boolean }, pattern: string): BoundCue {
  return {
    bound: cue.bound === 'min' ? 'min' : 'max',
    denied: cue.denied ?? false,
    expression: new RegExp(pattern),
  };
}
