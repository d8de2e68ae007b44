import { compileOnce } from '../patterns/compile-once.ts';
import { flatMap } from '../patterns/flat-map.ts';
import type { Candidate } from './candidate.ts';
import data from './data/table-heads.json' with { type: 'json' };
import { createFormReader, type FormRow } from './form-rows.ts';
import { columnHeads, isSecondHead, rowHeads, wordsAt } from './merged-heads.ts';
import { multiplierOf, parseArabic, withoutDust } from './numerals.ts';
import { type Cell, findTables, type Table } from './table-rows.ts';

/** A figure that stands alone in a table cell; its unit and subject come from the heads of its column and row. */
export interface TableCandidate extends Candidate {
  subject: string;
  /** From a row of the genre's form. */
  form?: true;
}

const bracketed = new RegExp(data.bracketed);
const unitColumn = new RegExp(data.unitColumn);
const ordinalColumn = new RegExp(data.ordinalColumn);
// A number with its unit and nothing more.
const withUnit = /^(\s*)\d[\d,.]*\s*[^\d\s，。；：]{1,5}\s*$/;
const year = /^\s*(?:19|20)\d{2}\s*年[度初末底]?\s*$/;
// Says of a column only that numbers stand in it.
const plainTitle = /^(?:完成|实际|工作)?(?:数量|数值|数据|数额|情况|数)$/;
const bareCell = /^\s*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*$/;

/** Rows of a head. */
const mostHeads = 4;
const longestSubject = 240;

const formReader = compileOnce(createFormReader);

export interface TableReading {
  /** Bare numbers: the form or the heads of column and row give their unit and subject. */
  cells: TableCandidate[];
  /** Subjects, by their heads, of cells that print their own unit (98.4%, 5期), keyed by the start of the number. */
  subjects: Map<number, string>;
}

/** Numbers in rows of width-folded `text` that are rows of the genre's form or, tab-separated, of a table with a head. */
export function readTableCells(text: string, forms: readonly FormRow[]): TableReading {
  const readForm = formReader(forms);
  const found: TableCandidate[] = [];
  const subjects = new Map<number, string>();
  const tables = findTables(text, (start, end) => {
    const form = readForm(text, start, end);
    if (form) found.push(...form);
    return form !== null;
  });
  for (const { columns, rows, names, units } of tables.flatMap(partsOf))
    for (const [index, cells] of rows.entries()) {
      const name = names[index] ?? [];
      found.push(...readRow(cells, { columns, name, unit: units[index] ?? '' }));
      for (const [at, subject] of ownUnits(cells, columns, name)) subjects.set(at, subject);
    }
  return { cells: found, subjects };
}

/** Rows under one head. */
interface TablePart {
  /** Heads of each column, from the top. */
  columns: string[][];
  rows: Cell[][];
  /** Names of each row, from the left. */
  names: string[][];
  units: string[];
}

/** A row without figures is a head, or the second row of one, and so is the first row; one merged over the whole width is neither. */
function partsOf(table: Table): TablePart[] {
  const parts: { heads: Cell[][]; rows: Cell[][] }[] = [];
  for (const cells of table) {
    const last = parts.at(-1);
    if (last !== undefined && (cells.length === 1 || cells.some(holdsFigure))) last.rows.push(cells);
    else if (
      last?.rows.length === 0 &&
      last.heads.length < mostHeads &&
      isSecondHead(last.heads.at(-1) ?? [], cells)
    )
      last.heads.push(cells);
    else parts.push({ heads: [cells], rows: [] });
  }
  return parts.map(({ heads, rows }) => {
    const columns = columnHeads(heads);
    const units = columns.findIndex((over) => over.some((head) => unitColumn.test(head)));
    const names = rowHeads(rows, (column) => column !== units);
    return { columns, rows, names, units: unitsOf(rows, units) };
  });
}

/** What stands in the column of units; one merged over several rows belongs to all of them. */
function unitsOf(rows: readonly Cell[][], column: number): string[] {
  let unit = '';
  return rows.map((cells) => {
    unit = wordsAt(cells, column) || unit;
    return unit;
  });
}

function readRow(
  cells: readonly Cell[],
  { columns, name, unit }: { columns: readonly string[][]; name: readonly string[]; unit: string },
): TableCandidate[] {
  return flatMap(cells, (cell, column): TableCandidate[] => {
    const number = bareCell.exec(cell.content)?.[1];
    const heads = columns[column] ?? [];
    if (!number || heads.some((head) => ordinalColumn.test(head))) return [];
    const printed =
      [...heads.toReversed(), ...name.toReversed()].map(unitOf).find((one) => one !== null) ?? unit;
    if (printed === '') return [];
    const scale = /^[十百千万亿]+(?=.)/.exec(printed)?.[0] ?? '';
    const start = cell.start + cell.content.indexOf(number);
    const value = withoutDust(parseArabic(number) * multiplierOf(scale));
    return [
      {
        start,
        end: start + number.length,
        value,
        unit: printed.slice(scale.length),
        subject: cellSubject(name, heads),
      },
    ];
  });
}

/** Under a head of its own a figure with its unit belongs to row and column, not to the words before the tab. */
function ownUnits(
  cells: readonly Cell[],
  columns: readonly string[][],
  name: readonly string[],
): [number, string][] {
  return flatMap(cells, ({ start, content }, column): [number, string][] => {
    const number = withUnit.exec(content);
    const heads = columns[column] ?? [];
    if (!number || name.length === 0 || heads.length === 0 || heads.some(isFigure)) return [];
    return [[start + (number[1]?.length ?? 0), cellSubject(name, heads)]];
  });
}

function holdsFigure({ content }: Cell): boolean {
  return bareCell.test(content) || isFigure(content);
}

/** A number with its unit; a year is a head. */
function isFigure(content: string): boolean {
  return withUnit.test(content) && !year.test(content);
}

function cellSubject(names: readonly string[], heads: readonly string[]): string {
  return [...names, ...heads]
    .filter((name) => !plainTitle.test(name))
    .join('：')
    .slice(0, longestSubject);
}

function unitOf(title: string): string | null {
  const inside = bracketed.exec(title)?.[1];
  if (inside && !/^(?:其中|含)/.test(inside)) return inside.replace(/^单位[:：]/, '');
  return data.byEnding.find(([ending]) => ending !== undefined && title.endsWith(ending))?.[1] ?? null;
}
