import type {
  ConvertedDocument,
  Extraction,
  Finding,
  Outline,
  QuotedSpan,
  Section,
  SectionRole,
} from '@nianbao/contracts';
import { foldedText } from '../outline/fold.ts';
import { blank } from '../outline/noise.ts';
import { sectionPaths } from '../outline/section-path.ts';
import { type Range, sentences } from '../outline/sentences.ts';
import { flatten } from '../outline/tree.ts';
import type { Profile } from '../profiles/profile.ts';
import { type Clause, readClauses } from './clauses.ts';

/** What every check reads. */
export interface ReviewSource {
  document: ConvertedDocument;
  /** Folded text with noise blanked; same offsets as the document's text. */
  folded: string;
  /** Of `folded`, in text order. */
  sentences: Range[];
  clauses: Clause[];
  outline: Outline;
  /** All sections in text order. */
  sections: Section[];
  /** Role of the innermost section that covers the position. */
  roleAt: (position: number) => SectionRole | undefined;
  extraction: Extraction;
  profile: Profile;
}

/** One thing to look at in a report; an empty list means nothing to say. */
export type Check = (source: ReviewSource) => Finding[];

export function createSource(
  document: ConvertedDocument,
  outline: Outline,
  extraction: Extraction,
  profile: Profile,
): ReviewSource {
  const folded = blank(foldedText(document), outline.noise);
  const pathAt = sectionPaths(outline.sections);
  return {
    document,
    folded,
    sentences: sentences(folded, 0, folded.length),
    clauses: readClauses(folded),
    outline,
    sections: flatten(outline.sections),
    roleAt: (position) => pathAt(position).at(-1)?.role,
    extraction,
    profile,
  };
}

/** The span with its quote, without white space at its ends. */
export function quoted(source: ReviewSource, start: number, end: number): QuotedSpan {
  const raw = source.document.text.slice(start, end);
  const from = start + (raw.length - raw.trimStart().length);
  const quote = raw.trim();
  return { start: from, end: from + quote.length, quote };
}
