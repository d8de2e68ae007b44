import { compileOnce } from '../patterns/compile-once.ts';
import { flatMap } from '../patterns/flat-map.ts';
import type { Candidate } from './candidate.ts';
import data from './data/table-heads.json' with { type: 'json' };
import { createFormReader, type FormRow } from './form-rows.ts';
import { multiplierOf, parseArabic } from './numerals.ts';

/** A figure that stands alone in a table cell; its unit and subject come from the heads of its column and row. */
export interface TableCandidate extends Candidate {
  subject: string;
  /** From a row of the genre's form. */
  form?: true;
}

interface Cell {
  start: number;
  content: string;
}

const bracketed = new RegExp(data.bracketed);
const unitColumn = new RegExp(data.unitColumn);
const ordinalColumn = new RegExp(data.ordinalColumn);
// A number with its unit and nothing more.
const withUnit = /^(\s*)\d[\d,.]*\s*[^\d\s，。；：]{1,5}\s*$/;
// Says of a column only that numbers stand in it.
const plainTitle = /^(?:完成|实际|工作)?(?:数量|数值|数据|数额|情况|数)$/;
const bareCell = /^\s*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*$/;

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
  let head: Cell[] | null = null;
  let start = 0;
  for (const line of text.split('\n')) {
    const form = readForm(text, start, start + line.length);
    if (form) found.push(...form);
    else if (line.includes('\t')) {
      const cells = cellsOf(line, start);
      if (!head || cells.every((cell) => !bareCell.test(cell.content))) head = cells;
      else {
        found.push(...readRow(cells, head));
        for (const [at, subject] of ownUnits(cells, head)) subjects.set(at, subject);
      }
    } else head = null;
    start += line.length + 1;
  }
  return { cells: found, subjects };
}

function readRow(cells: readonly Cell[], head: readonly Cell[]): TableCandidate[] {
  const unitIndex = head.findIndex((cell) => unitColumn.test(cell.content));
  const rowUnit = unitIndex < 0 ? '' : (cells[unitIndex]?.content.trim() ?? '');
  const rowName = nameOf(cells);
  return flatMap(cells, (cell, column): TableCandidate[] => {
    const number = bareCell.exec(cell.content)?.[1];
    const title = head[column]?.content.trim() ?? '';
    if (!number || ordinalColumn.test(title)) return [];
    const printed = unitOf(title) ?? unitOf(rowName) ?? rowUnit;
    if (printed === '') return [];
    const scale = /^[十百千万亿]+(?=.)/.exec(printed)?.[0] ?? '';
    const start = cell.start + cell.content.indexOf(number);
    const value = Number((parseArabic(number) * multiplierOf(scale)).toPrecision(15));
    return [
      {
        start,
        end: start + number.length,
        value,
        unit: printed.slice(scale.length),
        subject: cellSubject(rowName, title),
      },
    ];
  });
}

/** Under a head of its own a figure with its unit belongs to row and column, not to the words before the tab. */
function ownUnits(cells: readonly Cell[], head: readonly Cell[]): [number, string][] {
  const rowName = nameOf(cells);
  return flatMap(cells, ({ start, content }, column): [number, string][] => {
    const number = withUnit.exec(content);
    const title = head[column]?.content.trim() ?? '';
    if (!number || rowName === '' || title === '' || withUnit.test(title)) return [];
    return [[start + (number[1]?.length ?? 0), cellSubject(rowName, title)]];
  });
}

function nameOf(cells: readonly Cell[]): string {
  return cells.find(({ content }) => /^[^\d]*[一-龥]/.test(content))?.content.trim() ?? '';
}

function cellSubject(row: string, title: string): string {
  return [row, title].filter((name) => name !== '' && !plainTitle.test(name)).join('：');
}

function unitOf(title: string): string | null {
  const inside = bracketed.exec(title)?.[1];
  if (inside && !/^(?:其中|含)/.test(inside)) return inside.replace(/^单位[:：]/, '');
  return data.byEnding.find(([ending]) => ending !== undefined && title.endsWith(ending))?.[1] ?? null;
}

function cellsOf(line: string, start: number): Cell[] {
  let at = start;
  return line.split('\t').map((content) => {
    const cell = { start: at, content };
    at += content.length + 1;
    return cell;
  });
}
