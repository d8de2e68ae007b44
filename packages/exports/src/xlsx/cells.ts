import type { ReportColumnType } from '@nianbao/contracts';
import { type Cell, joined } from '../table-source.ts';

/** Styles of styles.xml, by their place there. */
export const styles = { plain: 0, heading: 1, date: 2, moment: 3 } as const;

/** Excel refuses a file with a longer text in a cell. */
const maxCellLength = 32_767;
const msPerDay = 86_400_000;
/** Days from Excel's day 0 to 1 January 1970. */
const epochDays = 25_569;

/** A cell of SpreadsheetML (ECMA-376). Texts stand in the cell itself: they are never formulas, and no table of them grows in memory. */
export function cellXml(reference: string, cell: Cell, type: ReportColumnType): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? `<c r="${reference}"><v>${cell}</v></c>` : '';
  if (typeof cell === 'boolean') return `<c r="${reference}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell !== 'string') return cell.length === 0 ? '' : textXml(reference, joined(cell));
  if (type === 'date' || type === 'timestamp') {
    const ms = Date.parse(cell);
    const style = type === 'date' ? styles.date : styles.moment;
    // Excel knows no day before 1900.
    if (ms >= Date.UTC(1900, 2, 1))
      return `<c r="${reference}" s="${style}"><v>${ms / msPerDay + epochDays}</v></c>`;
  }
  return textXml(reference, cell);
}

/** A text cell. */
export function textXml(reference: string, text: string, style?: number): string {
  const styled = style === undefined ? '' : ` s="${style}"`;
  const shown = text.length > maxCellLength ? `${text.slice(0, maxCellLength - 1)}…` : text;
  return `<c r="${reference}"${styled} t="inlineStr"><is><t xml:space="preserve">${escapeXml(shown)}</t></is></c>`;
}

/** Text for an element or attribute, without the characters XML 1.0 does not allow. */
export function escapeXml(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
      .replaceAll(/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g, '\uFFFD')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      // Excel reads _x000D_ as a character's code.
      .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  );
}

/** A, B, …, Z, AA, …: the name of the nth column, from 0. */
export function columnLetters(n: number): string {
  const last = String.fromCharCode(65 + (n % 26));
  return n < 26 ? last : columnLetters(Math.floor(n / 26) - 1) + last;
}
