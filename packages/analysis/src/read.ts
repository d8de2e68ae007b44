import type { ConvertedDocument, Extraction, Outline, Review } from '@nianbao/contracts';
import { extract } from './extract.ts';
import { segment } from './outline/segment.ts';
import type { Profile } from './profiles/profile.ts';
import { resolveProfile } from './profiles/resolve-profile.ts';
import { review } from './review/review.ts';

export interface Reading {
  outline: Outline;
  extraction: Extraction;
  review: Review;
}

/** All that the analysis says about a converted document, in one go. Pure: the same input gives the same output. */
export function readDocument(document: ConvertedDocument, profile: Profile): Reading {
  return readBy(document, profile, segment(document, profile));
}

/** The same by the genre of that id; `auto` leaves it to the text. Throws RangeError when there is no such profile. */
export function readAs(document: ConvertedDocument, profileId: string): Reading {
  const { profile, choice } = resolveProfile(document, profileId);
  return readBy(document, profile, { ...segment(document, profile), profile: choice });
}

function readBy(document: ConvertedDocument, profile: Profile, outline: Outline): Reading {
  const extraction = extract(document, outline, profile);
  return { outline, extraction, review: review(document, outline, extraction, profile) };
}
