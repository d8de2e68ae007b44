import { flatMap } from '../patterns/flat-map.ts';
import type { Candidate } from './candidate.ts';
import { multiplierOf, parseArabic, withoutDust } from './numerals.ts';

/** A row of a form the genre prescribes: its columns and unit are known, whatever heads the file has kept. */
export interface FormRow {
  /** Regular expression over the row's words, width-folded and without white space. */
  label: string;
  /** Regular expression over what stands shortly before the row. */
  head?: string;
  /** What the row counts; a figure's subject is `subject：column`, or the column alone when this is empty. */
  subject: string;
  /** Names of the number cells, left to right; '' for one that is not read. A row with another number of cells is not this row. */
  columns: string[];
  unit: string;
}

/** A figure of a form; always reported, whatever its label says (结转下年度 plans nothing). */
export interface FormCandidate extends Candidate {
  subject: string;
  form: true;
}

interface Token {
  start: number;
  content: string;
}

interface CompiledRow {
  row: FormRow;
  label: RegExp;
  head: RegExp | null;
}

const number = /^(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?$/;
// A stroke for zero, or a change against last year (+2), which is no figure of the row.
const placeholder = /^(?:[/\-—–无]{0,3}|[+-]\d{1,6})$/;
const headReach = 400;
const longestRow = 600;

/** Finds the form rows of width-folded text line by line; a line is answered with its figures, or null when it is no form row. */
export function createFormReader(
  forms: readonly FormRow[],
): (text: string, start: number, end: number) => FormCandidate[] | null {
  const rows = forms.map(compile);
  return (text, start, end) => {
    if (rows.length === 0 || end - start > longestRow) return null;
    const tokens = tokensOf(text.slice(start, end), start);
    const cells = trailingCells(tokens);
    if (!cells.some(({ content }) => number.test(content))) return null;
    const label = labelOf(tokens, cells);
    const before = text.slice(Math.max(0, start - headReach), start);
    const found = rows.find(
      (one) =>
        one.label.test(label) &&
        fits(cells, one.row.columns.length) &&
        (one.head === null || one.head.test(before)),
    );
    return found ? toCandidates(found.row, cells) : null;
  };
}

function compile(row: FormRow): CompiledRow {
  return { row, label: new RegExp(row.label), head: row.head === undefined ? null : new RegExp(row.head) };
}

/** Cells parted by tabs or bars, blank ones kept; in a line without them, words parted by spaces. */
function tokensOf(line: string, start: number): Token[] {
  const separator = /[\t|]/.test(line) ? /[\t|]/ : / +/;
  let at = start;
  return line.split(new RegExp(`(${separator.source})`)).flatMap((raw, index) => {
    const token = { start: at + (raw.length - raw.trimStart().length), content: raw.trim() };
    at += raw.length;
    return index % 2 === 0 ? [token] : [];
  });
}

function trailingCells(tokens: Token[]): Token[] {
  const last = tokens.findLastIndex(({ content }) => !number.test(content) && !placeholder.test(content));
  return tokens.slice(last + 1);
}

function labelOf(tokens: Token[], cells: Token[]): string {
  return tokens
    .slice(0, tokens.length - cells.length)
    .map(({ content }) => content.replace(/\s/g, ''))
    .join('');
}

/** Blank cells before the numbers belong to a merged label. */
function fits(cells: Token[], columns: number): boolean {
  const surplus = cells.length - columns;
  return surplus >= 0 && cells.slice(0, surplus).every(({ content }) => content === '');
}

function toCandidates(row: FormRow, cells: Token[]): FormCandidate[] {
  const scale = /^[十百千万亿]+(?=.)/.exec(row.unit)?.[0] ?? '';
  const own = cells.slice(cells.length - row.columns.length);
  return flatMap(own, ({ start, content }, index): FormCandidate[] => {
    if (!number.test(content) || row.columns[index] === '') return [];
    return [
      {
        start,
        end: start + content.length,
        value: withoutDust(parseArabic(content) * multiplierOf(scale)),
        unit: row.unit.slice(scale.length),
        subject: [row.subject, row.columns[index]].filter(Boolean).join('：'),
        form: true,
      },
    ];
  });
}
