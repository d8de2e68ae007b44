import type { ConvertedDocument, Extraction, Outline, Review } from '@nianbao/contracts';
import { extract } from './extract.ts';
import { segment } from './outline/segment.ts';
import type { Profile } from './profiles/profile.ts';
import { review } from './review/review.ts';

export interface Reading {
  outline: Outline;
  extraction: Extraction;
  review: Review;
}

/** All that the analysis says about a converted document, in one go. Pure: the same input gives the same output. */
export function readDocument(document: ConvertedDocument, profile: Profile): Reading {
  const outline = segment(document, profile);
  const extraction = extract(document, outline, profile);
  return { outline, extraction, review: review(document, outline, extraction, profile) };
}
