import type { ConvertedDocument, Extraction, Outline } from '@nianbao/contracts';
import { extract, getProfile } from '../src/index.ts';

export const emptyOutline: Outline = {
  title: null,
  year: null,
  jurisdiction: null,
  parentJurisdictions: [],
  issuer: null,
  issuedOn: null,
  addressee: null,
  sections: [],
  items: [],
  noise: [],
};

export function plainDocument(text: string): ConvertedDocument {
  return { text, blocks: [], format: 'txt', engine: 'test', losses: [] };
}

/** Extraction of a bare text without an outline. */
export function analyse(text: string, year: number | null = null): Extraction {
  return extract(plainDocument(text), { ...emptyOutline, year }, getProfile());
}
