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
const bareCell = /^\s*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*$/;

/** Bare numbers in rows of width-folded `text` whose unit the genre's form gives, or, in tab-separated rows, the table's head. */
export function readTableCells(text: string, forms: readonly FormRow[]): TableCandidate[] {
  const readForm = createFormReader(forms);
  const found: TableCandidate[] = [];
  let head: Cell[] | null = null;
  let start = 0;
  for (const line of text.split('\n')) {
    const form = readForm(text, start, start + line.length);
    if (form) found.push(...form);
    else if (line.includes('\t')) {
      const cells = cellsOf(line, start);
      if (!head || cells.every((cell) => !bareCell.test(cell.content))) head = cells;
      else found.push(...readRow(cells, head));
    } else head = null;
    start += line.length + 1;
  }
  return found;
}

function readRow(cells: readonly Cell[], head: readonly Cell[]): TableCandidate[] {
  const unitIndex = head.findIndex((cell) => unitColumn.test(cell.content));
  const rowUnit = unitIndex < 0 ? '' : (cells[unitIndex]?.content.trim() ?? '');
  const rowName = cells.find((cell) => /[一-龥]/.test(cell.content))?.content.trim() ?? '';
  return cells.flatMap((cell, column): TableCandidate[] => {
    const number = bareCell.exec(cell.content)?.[1];
    const title = head[column]?.content.trim() ?? '';
    if (!number || ordinalColumn.test(title)) return [];
    const printed = unitOf(title) ?? unitOf(rowName) ?? rowUnit;
    if (printed === '') return [];
    const scale = /^[十百千万亿]+(?=.)/.exec(printed)?.[0] ?? '';
    const start = cell.start + cell.content.indexOf(number);
    const value = Number((parseArabic(number) * multiplierOf(scale)).toPrecision(15));
    const subject = [rowName, title].filter((name) => name !== '' && !/^数量$/.test(name)).join('：');
    return [{ start, end: start + number.length, value, unit: printed.slice(scale.length), subject }];
  });
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
