import type { ConvertedDocument, Outline, ParagraphPrint } from '@nianbao/contracts';
import { isHan } from '../outline/fold.ts';
import { paragraphs } from '../outline/paragraphs.ts';
import { codeTable } from '../patterns/code-table.ts';

/** What of a ReviewSource is printed. */
interface PrintSource {
  document: ConvertedDocument;
  folded: string;
  outline: Pick<Outline, 'jurisdiction' | 'parentJurisdictions'>;
}

// Shorter paragraphs are alike by convention: announcements, closing formulas, list items.
const minHan = 40;
const maxPrints = 500;
/** Numerals with the words that make them approximate and, since 我镇 is copied as 我乡, kinds of place; 街道 is one too. */
const replaceable = codeTable('一二三四五六七八九十百千万亿两零余多约近超镇乡县市区州');
const [street, way] = [0x8857, 0x9053];
const kindOfPlace = /(?:街道办事处|街道|自治县|自治州|[镇乡县市区州])$/;

/**
 * A print of every running paragraph with at least 40 Han characters left when figures, years and the report's own place are taken
 * out. Text that stands twice has one print. In text order, at most 500.
 */
export function paragraphPrints({ document, folded, outline }: PrintSource): ParagraphPrint[] {
  const places = ownPlaces(outline);
  const prints = new Map<number, ParagraphPrint>();
  for (const { start, end, table } of paragraphs(document, folded)) {
    if (table || end - start < minHan) continue;
    const print = printOf(withoutPlaces(folded.slice(start, end), places));
    if (print !== null && !prints.has(print)) prints.set(print, { print, start, end });
    if (prints.size === maxPrints) break;
  }
  return [...prints.values()];
}

/** Names of the place and its superiors, with and without the kind of place, longest first. */
function ownPlaces({ jurisdiction, parentJurisdictions }: PrintSource['outline']): string[] {
  const names = [jurisdiction ?? '', ...parentJurisdictions];
  const stems = names.map((name) => name.replace(kindOfPlace, ''));
  return [...new Set([...names, ...stems])]
    .filter((name) => name.length >= 2)
    .sort((a, b) => b.length - a.length);
}

function withoutPlaces(paragraph: string, places: readonly string[]): string {
  // Folded text has no other white space.
  let text = paragraph.includes(' ') || paragraph.includes('\n') ? paragraph.replace(/\s+/g, '') : paragraph;
  for (const place of places) text = text.replaceAll(place, '');
  return text;
}

/**
 * The print of the Han characters that are not replaceable; null when too few are left. Two 32-bit multiply-and-xor runs (the first is
 * FNV-1a), mixed to 52 bits: a chance hit of one print among ten million has odds of 1 in 10^8.
 */
function printOf(text: string): number | null {
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  let han = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (!isHan(code) || replaceable[code]) continue;
    if (code === street && text.charCodeAt(index + 1) === way) {
      index += 1;
      continue;
    }
    han += 1;
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b);
    high ^= high >>> 15;
  }
  if (han < minHan) return null;
  low = Math.imul(low ^ (low >>> 16) ^ high, 0xc2b2ae35);
  return (high >>> 12) * 2 ** 32 + (low >>> 0);
}
