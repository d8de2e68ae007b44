import type { ConvertedDocument, Outline } from '@nianbao/contracts';
import type { OutlineLexicon, Profile } from '../profiles/profile.ts';
import { findAsides } from './asides.ts';
import { findHeadings, type HeadingSource } from './find-headings.ts';
import { fold, foldedText } from './fold.ts';
import type { Heading } from './heading.ts';
import { findItems } from './items.ts';
import { assignLevels } from './levels.ts';
import { blank, findNoise } from './noise.ts';
import { paragraphs as joinParagraphs, type Paragraph } from './paragraphs.ts';
import { findPlace } from './report-place.ts';
import { findFrontMatter } from './report-title.ts';
import { findYear, markPlans } from './report-year.ts';
import { createRoleMatcher } from './roles.ts';
import { findSignature } from './signature.ts';
import { buildTree } from './tree.ts';
import { findUnheaded } from './unheaded.ts';

/** Title, year, place, issuer, sections and items of a report. Offsets are those of `document.text`; noise is marked, not cut. */
export function segment(document: ConvertedDocument, profile: Profile): Outline {
  const lexicon = profile.outline;
  const raw = foldedText(document);
  const noise = findNoise(document, raw, lexicon.noise);
  const folded = blank(raw, noise);
  const all = joinParagraphs(document, folded);
  const front = findFrontMatter(document.text, folded, all, lexicon);
  const signature = findSignature(document.text, folded, all.slice(front.bodyIndex), lexicon);
  const body = all.slice(front.bodyIndex);
  const textEnd = signature.start ?? all.at(-1)?.end ?? 0;
  const inBody = body.filter(({ start }) => start < textEnd || start >= signature.end);
  const roles = createRoleMatcher(lexicon.roles);
  const asides = findAsides(folded, inBody, lexicon);
  const headings = levelledHeadings(
    { text: document.text, folded, paragraphs: inBody, asides, lexicon, roles },
    lexicon,
  );
  const bodyEnd = Math.min(textEnd, closingAside(inBody, asides, headings) ?? textEnd);
  const sections = buildTree(headings, folded, bodyEnd, roles);
  const title = (front.title?.quote ?? '').replace(/\s/g, '');
  const place = findPlace(fold(title), signature.issuer, folded, lexicon);
  const year = findYear({
    title: fold(title),
    opening: folded.slice(body[0]?.start ?? 0, headings[0]?.start ?? folded.length),
    openingPatterns: lexicon.opening,
    sections,
    issuedOn: signature.issuedOn,
  });
  markPlans(sections, year);
  return {
    title: front.title,
    year,
    jurisdiction: place.jurisdiction,
    parentJurisdictions: place.parents,
    issuer: signature.issuer ?? place.titleIssuer,
    issuedOn: signature.issuedOn,
    addressee: front.addressee,
    sections,
    items: findItems(document.text, folded, inBody, sections),
    noise,
  };
}

function levelledHeadings(source: HeadingSource, lexicon: OutlineLexicon): Heading[] {
  const headings = findHeadings(source);
  const unheaded = findUnheaded(source.folded, source.paragraphs, headings, lexicon.unheaded);
  return assignLevels([...headings, ...unheaded].sort((a, b) => a.start - b.start));
}

/** Where notes or the list of an annex begin behind the last heading: they are in no section. */
function closingAside(
  paragraphs: readonly Paragraph[],
  asides: Set<number>,
  headings: Heading[],
): number | undefined {
  const last = headings.at(-1)?.start ?? Number.POSITIVE_INFINITY;
  return paragraphs.find(({ start }, index) => start > last && asides.has(index))?.start;
}
