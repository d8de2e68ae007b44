import type { ConvertedDocument, Outline } from '@nianbao/contracts';
import type { OutlineLexicon, Profile } from '../profiles/profile.ts';
import { findHeadings } from './find-headings.ts';
import { fold } from './fold.ts';
import type { Heading } from './heading.ts';
import { findItems } from './items.ts';
import { assignLevels } from './levels.ts';
import { blank, findNoise } from './noise.ts';
import { paragraphs as joinParagraphs, type Paragraph } from './paragraphs.ts';
import { findPlace } from './report-place.ts';
import { findFrontMatter } from './report-title.ts';
import { findYear } from './report-year.ts';
import { createRoleMatcher, type RoleMatcher } from './roles.ts';
import { findSignature } from './signature.ts';
import { buildTree, flatten } from './tree.ts';
import { findUnheaded } from './unheaded.ts';

/** Title, year, place, issuer, sections and items of a report. Offsets are those of `document.text`; noise is marked, not cut. */
export function segment(document: ConvertedDocument, profile: Profile): Outline {
  const lexicon = profile.outline;
  const raw = fold(document.text);
  const noise = findNoise(document, raw, lexicon.noise);
  const folded = blank(raw, noise);
  const all = joinParagraphs(document, folded);
  const front = findFrontMatter(document.text, folded, all, lexicon);
  const signature = findSignature(document.text, folded, all.slice(front.bodyIndex), lexicon);
  const body = all.slice(front.bodyIndex);
  const bodyEnd = signature.start ?? all.at(-1)?.end ?? 0;
  const inBody = body.filter(({ start }) => start < bodyEnd || start >= signature.end);
  const roles = createRoleMatcher(lexicon.roles);
  const headings = levelledHeadings(document.text, folded, inBody, lexicon, roles);
  const sections = buildTree(headings, folded, bodyEnd, roles);
  const title = (front.title?.quote ?? '').replace(/\s/g, '');
  const place = findPlace(fold(title), signature.issuer, folded, lexicon);
  return {
    title: front.title,
    year: findYear({
      title: fold(title),
      opening: folded.slice(body[0]?.start ?? 0, headings[0]?.start ?? folded.length),
      openingPatterns: lexicon.opening,
      sections,
      issuedOn: signature.issuedOn,
    }),
    jurisdiction: place.jurisdiction,
    parentJurisdictions: place.parents,
    issuer: signature.issuer ?? place.titleIssuer,
    issuedOn: signature.issuedOn,
    addressee: front.addressee,
    sections,
    items: findItems(document.text, folded, inBody, flatten(sections)),
    noise,
  };
}

function levelledHeadings(
  text: string,
  folded: string,
  paragraphs: Paragraph[],
  lexicon: OutlineLexicon,
  roles: RoleMatcher,
): Heading[] {
  const headings = findHeadings({ text, folded, paragraphs, lexicon, roles });
  const unheaded = findUnheaded(folded, paragraphs, headings, lexicon.unheaded);
  return assignLevels([...headings, ...unheaded].sort((a, b) => a.start - b.start));
}
