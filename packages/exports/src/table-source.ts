import type { ExportLanguage, ReportTable, ReportTableColumn, ReportTableRow } from '@nianbao/contracts';

/** A table and the way to its rows. They are read once, a page at a time, so that any number takes the same memory. */
export interface TableSource {
  table: ReportTable;
  pages(): AsyncIterable<readonly ReportTableRow[]>;
}

/** In what words people read it. */
export interface Wording {
  lang: ExportLanguage;
  /** What the genres call an indicator or a part; undefined for a key they do not know. */
  label(vocabulary: 'indicators' | 'parts', key: string): { zh: string; en: string } | undefined;
}

export type Cell = ReportTableRow[number];

/** The column's name at the head of a table. */
export function columnHeading(column: ReportTableColumn, { lang }: Wording): string {
  return lang === 'names' ? column.name : column.heading[lang];
}

/** The cell with the keys of a vocabulary replaced by their names. */
export function worded(cell: Cell, { vocabulary }: ReportTableColumn, { lang, label }: Wording): Cell {
  if (vocabulary === undefined || lang === 'names') return cell;
  const name = (key: string) => label(vocabulary, key)?.[lang] ?? key;
  if (typeof cell === 'string') return name(cell);
  return Array.isArray(cell) ? cell.map(name) : cell;
}

/** The list as one text, for formats whose cells hold no lists. */
export function joined(list: readonly string[]): string {
  return list.join('; ');
}
