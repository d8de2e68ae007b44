import Table from 'cli-table3';
import { displayWidth, truncateStart, truncateToWidth } from './display-width.ts';
import type { Io } from './io.ts';
import { plainText } from './plain-text.ts';
import { wrapText } from './wrap-text.ts';

export interface Column {
  title: string;
  align?: 'right';
  /** The columns that give way when the terminal is narrow; others keep their width. */
  flexible?: boolean;
  /** What is too long for its column loses its beginning (a file's folders) or goes on below, instead of losing its end. */
  overflow?: 'start' | 'wrap';
  /** Left out where flexible columns get too narrow to be read; the last one first, blank ones before all. */
  spare?: boolean;
}

const minFlexible = 12;
/** Narrower than this, a flexible column says little. */
const readable = 18;
/** Frame and padding that cli-table3 puts around a cell with the characters below. */
const gap = 2;

/** A table that fits the terminal, measured in columns so that Chinese text lines up; a last line names what was left out. */
export function renderTable(io: Io, all: readonly Column[], rows: readonly (readonly string[])[]): string {
  const texts = rows.map((row) => row.map(plainText));
  const sizes = all.map((column, at) =>
    texts.reduce((most, row) => Math.max(most, displayWidth(row[at] ?? '')), displayWidth(column.title)),
  );
  const isBlank = all.map((_, at) => texts.every((row) => (row[at] ?? '') === ''));
  const kept = keepColumns(all, sizes, isBlank, io.columns);
  const columns = all.filter((_, at) => kept.has(at));
  const cells = texts.map((row) => row.filter((_, at) => kept.has(at)));
  const widths = fit(
    columns,
    sizes.filter((_, at) => kept.has(at)),
    io.columns,
  );
  const table = new Table({
    head: columns.map((column) => io.colours.bold(column.title)),
    colAligns: columns.map((column) => column.align ?? 'left'),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': gap },
    chars: frameless,
  });
  for (const row of cells) table.push(row.map((cell, at) => shorten(cell, columns[at], widths[at] ?? 80)));
  const lines = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  // Nobody misses a blank column.
  const leftOut = all.filter((_, at) => !kept.has(at) && !isBlank[at]).map(({ title }) => title);
  if (leftOut.length > 0) lines.push(io.colours.dim(io.t.words.leftOut(leftOut)));
  return lines.join('\n');
}

function shorten(cell: string, column: Column | undefined, width: number): string {
  if (column?.overflow === 'wrap') return wrapText(cell, width).join('\n');
  return column?.overflow === 'start' ? truncateStart(cell, width) : truncateToWidth(cell, width);
}

/** Places of the columns that stay. */
function keepColumns(
  columns: readonly Column[],
  sizes: readonly number[],
  isBlank: readonly boolean[],
  available: number,
): Set<number> {
  const kept = new Set(columns.keys());
  const least = (at: number): number =>
    gap + (columns[at]?.flexible ? Math.min(readable, sizes[at] ?? 0) : (sizes[at] ?? 0));
  const spare = [...kept].filter((at) => columns[at]?.spare).reverse();
  for (const at of [...spare.filter((each) => isBlank[each]), ...spare]) {
    const needed = [...kept].reduce((sum, each) => sum + least(each), -gap);
    if (needed > available) kept.delete(at);
  }
  return kept;
}

const parts = ['top', 'bottom', 'mid', 'left', 'right'];
const frameless = Object.fromEntries([
  ...parts.flatMap((part) => [
    [part, ''],
    [`${part}-mid`, ''],
    [`${part}-left`, ''],
    [`${part}-right`, ''],
  ]),
  ['mid-mid', ''],
  ['middle', ''],
]);

/** Takes the missing columns from the widest flexible column, again and again. */
function fit(columns: readonly Column[], natural: readonly number[], available: number): number[] {
  const widths = [...natural];
  let over = widths.reduce((sum, width) => sum + width + gap, -gap) - available;
  while (over > 0) {
    const at = widest(columns, widths);
    const width = widths[at];
    if (width === undefined || width <= minFlexible) break;
    const cut = Math.min(over, Math.max(1, Math.floor((width - minFlexible) / 2)));
    widths[at] = width - cut;
    over -= cut;
  }
  return widths;
}

function widest(columns: readonly Column[], widths: readonly number[]): number {
  let best = -1;
  columns.forEach((column, at) => {
    if (column.flexible && (widths[at] ?? 0) > (widths[best] ?? 0)) best = at;
  });
  return best;
}
