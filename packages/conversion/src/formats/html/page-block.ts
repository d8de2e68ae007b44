import type { BlockTraits } from '../../blocks/text-builder.ts';

/** A block of the page, before it is known whether it is part of the article. */
export interface PageBlock {
  content: string;
  traits: BlockTraits;
  /** Links to other pages, and how many characters they cover. */
  links: number;
  linkLength: number;
  isHeading: boolean;
}
