import type {
  ConvertedDocument,
  Outline,
  Quantity,
  QuantityRelation,
  RejectedCandidate,
  Section,
} from '@nianbao/contracts';
import { lastStarting, sectionPaths } from '../outline/section-path.ts';
import { announcedLists } from './announced-lists.ts';
import type { Candidate, RejectedSpan } from './candidate.ts';
import { type ModifiedCandidate, readModifiers } from './modifiers.ts';
import { mapNonFigures } from './non-figures.ts';
import { type QuantityProfile, quantityLexicon } from './quantity-lexicon.ts';
import { relate } from './relations.ts';
import { scanCandidates } from './scan-candidates.ts';
import { readStatus } from './status.ts';
import {
  chainSubjects,
  type Heard,
  noSubject,
  readSubject,
  repeatedSubjects,
  type Subject,
  subjectOf,
} from './subject.ts';
import { tidy } from './subject-phrase.ts';
import { readTableCells, type TableCandidate } from './table-cells.ts';

export interface QuantityExtraction {
  quantities: Quantity[];
  rejected: RejectedCandidate[];
}

/** Every figure of the document in text order, and every number that was looked at and left out. `text`: its text, width-folded. */
export function extractQuantities(
  document: ConvertedDocument,
  text: string,
  outline: Outline,
  profile: QuantityProfile,
): QuantityExtraction {
  const lexicon = quantityLexicon(profile);
  const scan = scanCandidates(text, lexicon, mapNonFigures(text, outline, profile.slogans));
  const { cells, subjects } = readTableCells(text, profile.forms);
  const taken = new Map(cells.map((cell) => [cell.start, cell]));
  const rejected = scan.rejected.filter((span) => !taken.has(span.start));
  const headed = (one: Candidate): Candidate | TableCandidate => {
    const subject = subjects.get(one.start);
    return subject === undefined ? one : { ...one, subject };
  };
  const candidates = [...scan.candidates.filter(({ start }) => !taken.has(start)).map(headed), ...cells].sort(
    (left, right) => left.start - right.start,
  );
  const quantities = withAnnouncements(text, describe(document, text, candidates, outline));
  // What adds up in a form is no guess from its neighbours: the profile's balances say it.
  const relations = relate(
    text,
    quantities.filter(({ start }) => taken.get(start)?.form !== true),
  );
  return {
    quantities: withRelations(text, quantities, relations),
    rejected: rejected.map((span) => quoted(document.text, span)),
  };
}

/** The items of an announced list count what is announced: 排查矛盾纠纷（婚姻家庭）; so does its total. */
function withAnnouncements(text: string, quantities: Quantity[]): Quantity[] {
  const subjects = new Map<Quantity, string>();
  for (const { announcement, items, total } of announcedLists(text, quantities)) {
    const subject = tidy(announcement);
    for (const { figure, name } of items) subjects.set(figure, `${subject}（${tidy(name)}）`);
    subjects.set(total, subject);
  }
  if (subjects.size === 0) return quantities;
  return quantities.map((one) => ({ ...one, subject: subjects.get(one) ?? one.subject }));
}

/** A part told behind 其中 without its whole's noun takes it: 检查309家，其中重点场所8家 → 检查（重点场所）. */
function withRelations(
  text: string,
  quantities: readonly Quantity[],
  relations: ReadonlyMap<string, QuantityRelation>,
): Quantity[] {
  const byId = new Map(quantities.map((quantity) => [quantity.id, quantity]));
  return quantities.map((quantity) => {
    const relation = relations.get(quantity.id);
    if (!relation) return quantity;
    const whole = relation.type === 'part-of' ? byId.get(relation.quantityIds[0] ?? '') : undefined;
    if (!whole?.subject || !text.slice(whole.end, quantity.start).includes('其中'))
      return { ...quantity, relation };
    return { ...quantity, relation, subject: partSubject(whole.subject, quantity.subject) };
  });
}

function partSubject(whole: string, part: string): string {
  for (let at = 0; at + 2 <= whole.length; at++) if (part.includes(whole.slice(at, at + 2))) return part;
  return part === '' ? whole : `${whole}（${part}）`;
}

function describe(
  document: ConvertedDocument,
  text: string,
  candidates: readonly (Candidate | TableCandidate)[],
  outline: Outline,
): Quantity[] {
  let previousEnd = 0;
  let previous = noSubject;
  let previousUnit = '';
  let inDetail = false;
  let chain: Subject[] = [];
  const heard = new Map<string, Heard>();
  const subjects: Subject[] = [];
  const pathAt = sectionPaths(outline.sections);
  return candidates.map((candidate, index) => {
    const modified = readModifiers(text, candidate);
    modified.start = Math.max(modified.start, previousEnd);
    if (!isChained(text, previousEnd, modified.start)) chain = [];
    if (chain.length === 0)
      chain =
        chainSubjects(text, modified.start) ??
        repeatedSubjects(text, modified.start, () => subjects.slice(-chainLength(text, candidates, index))) ??
        [];
    const chained = chain.shift();
    const subject =
      'subject' in candidate
        ? { text: candidate.subject, noun: candidate.subject }
        : (chained ?? readSubject(text, modified, { previousEnd, previous, previousUnit, heard }));
    inDetail = isDetail(text.slice(previousEnd, modified.start), inDetail);
    previousEnd = modified.end;
    previous = subject;
    previousUnit = modified.unit;
    if (!inDetail) heard.set(modified.unit, { end: modified.end, subject });
    subjects.push(subject);
    return toQuantity(document, text, modified, outline.year, {
      id: `q${index + 1}`,
      path: pathAt(modified.start),
      subject: subjectOf(subject, modified.unit),
      isForm: 'form' in candidate,
    });
  });
}

/** Whether a figure is one of a whole's kinds: what comes of them (已整改251个) is told of the whole. */
function isDetail(gap: string, afterDetail: boolean): boolean {
  return gap.includes('其中') || (afterDetail && gap.startsWith('、'));
}

/** How many figures the list has that the figure at `index` opens. */
function chainLength(text: string, figures: readonly Candidate[], index: number): number {
  let last = index;
  for (;;) {
    const [one, next] = [figures[last], figures[last + 1]];
    if (!one || !next || !isChained(text, one.end, next.start)) return last - index + 1;
    last += 1;
  }
}

/** A list goes on when nothing but 、 和 及 与 stands between two figures. */
function isChained(text: string, from: number, to: number): boolean {
  return /^\s*[、,，和及与]\s*$/.test(text.slice(from, Math.min(to, from + 6)));
}

function toQuantity(
  document: ConvertedDocument,
  text: string,
  modified: ModifiedCandidate,
  reportYear: number | null,
  { id, path, subject, isForm }: { id: string; path: readonly Section[]; subject: string; isForm: boolean },
): Quantity {
  const { start, end, value, upper, unit, approximation, bound } = modified;
  const page = pageAt(document, start);
  const status = isForm ? 'reported' : readStatus(text, modified, path, reportYear);
  const sectionId = path.at(-1)?.id ?? null;
  const quote = document.text.slice(start, end);
  // Most figures have none of the optional fields; spreading empty objects for them takes longer than all the rest.
  if (upper === undefined && !approximation && !bound && page === undefined)
    return { id, value, unit, status, subject, sectionId, start, end, quote };
  return {
    id,
    value,
    ...(upper === undefined ? {} : { upper }),
    unit,
    ...(approximation ? { approximation } : {}),
    ...(bound ? { bound } : {}),
    status,
    subject,
    sectionId,
    ...(page === undefined ? {} : { page }),
    start,
    end,
    quote,
  };
}

function pageAt({ pages }: ConvertedDocument, start: number): number | undefined {
  const page = pages?.[lastStarting(pages, start)];
  return page && start < page.end ? page.number : undefined;
}

function quoted(text: string, { start, end, reason }: RejectedSpan): RejectedCandidate {
  return { start, end, quote: text.slice(start, end), reason };
}
