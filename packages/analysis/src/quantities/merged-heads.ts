import type { Cell } from './table-rows.ts';

const longestHead = 120;
const named = /^[^\d]*[一-龥]/;

/**
 * The heads of each column, from the top: where the upper head is merged over several columns (2023年 over 件数 and 金额), each of
 * them has it. Cells that a merged one covers are blank.
 */
export function columnHeads(rows: readonly (readonly Cell[])[]): string[][] {
  const width = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: width }, (_, column) =>
    rows.flatMap((row, index) => {
      const below = rows.slice(index + 1).some((lower) => wordsAt(lower, column) !== '');
      const words = wordsAt(row, column) || (below ? coveringHead(row, column) : '');
      return words === '' ? [] : [words];
    }),
  );
}

/** Whether `lower` is the second row of the head that `upper` begins: it names what `upper` leaves blank, and is blank below a name. */
export function isSecondHead(upper: readonly Cell[], lower: readonly Cell[]): boolean {
  const columns = Array.from({ length: Math.max(upper.length, lower.length) }, (_, column) => column);
  return (
    columns.some((column) => wordsAt(upper, column) === '' && wordsAt(lower, column) !== '') &&
    columns.some((column) => wordsAt(upper, column) !== '' && wordsAt(lower, column) === '')
  );
}

/**
 * The names of each row, from the left: a name merged over several rows (行政执法 beside 罚款 and 警告) belongs to all of them.
 * `isName` tells columns that may hold names from those of units and serial numbers.
 */
export function rowHeads(
  rows: readonly (readonly Cell[])[],
  isName: (column: number) => boolean,
): string[][] {
  const groups = groupColumns(rows, isName);
  let open: string[] = [];
  return rows.map((cells) => {
    // A name of the group's column ends those to its right: a total belongs to none of them.
    for (const [at, column] of groups.entries()) {
      const words = wordsAt(cells, column);
      if (words !== '')
        open = groups.map((_, group) => (group < at ? (open[group] ?? '') : group === at ? words : ''));
    }
    const own = nameColumn(cells, (column) => isName(column) && !groups.includes(column));
    return [...open, own < 0 ? '' : wordsAt(cells, own)].filter((name) => name !== '');
  });
}

/** Columns of names that go on over the blank cells below them. */
function groupColumns(rows: readonly (readonly Cell[])[], isName: (column: number) => boolean): number[] {
  const groups = new Set<number>();
  const open = new Set<number>();
  for (const cells of rows) {
    const own = nameColumn(cells, isName);
    for (const column of open)
      if (wordsAt(cells, column) === '' && (own < 0 || column < own)) groups.add(column);
    for (const [column, { content }] of cells.entries())
      if (isName(column) && named.test(content)) open.add(column);
  }
  return [...groups].sort((left, right) => left - right);
}

function nameColumn(cells: readonly Cell[], isOwn: (column: number) => boolean): number {
  return cells.findIndex(({ content }, column) => isOwn(column) && named.test(content));
}

function coveringHead(row: readonly Cell[], column: number): string {
  for (let left = column - 1; left >= 0; left -= 1) if (wordsAt(row, left) !== '') return wordsAt(row, left);
  return '';
}

/** The words of a cell, of a long one its beginning: every figure below or beside it bears them. */
export function wordsAt(row: readonly Cell[], column: number): string {
  return row[column]?.content.trim().slice(0, longestHead) ?? '';
}
