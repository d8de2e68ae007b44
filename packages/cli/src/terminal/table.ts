import Table from 'cli-table3';
import { displayWidth, truncateToWidth } from './display-width.ts';
import type { Io } from './io.ts';
import { plainText } from './plain-text.ts';

export interface Column {
  title: string;
  align?: 'right';
  /** The columns that give way when the terminal is narrow; others keep their width. */
  flexible?: boolean;
}

const minFlexible = 12;
/** Frame and padding that cli-table3 puts around a cell with the characters below. */
const gap = 2;

/** A table that fits the terminal, measured in columns so that Chinese text lines up. */
export function renderTable(
  io: Io,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const cells = rows.map((row) => row.map(plainText));
  const natural = columns.map((column, at) =>
    Math.max(displayWidth(column.title), ...cells.map((row) => displayWidth(row[at] ?? ''))),
  );
  const widths = fit(columns, natural, io.columns);
  const table = new Table({
    head: columns.map((column) => io.colours.bold(column.title)),
    colAligns: columns.map((column) => column.align ?? 'left'),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': gap },
    chars: frameless,
  });
  for (const row of cells) table.push(row.map((cell, at) => truncateToWidth(cell, widths[at] ?? 80)));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
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
  let over = widths.reduce((sum, width) => sum + width + gap, 0) - available;
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
