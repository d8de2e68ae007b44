import { blankCells } from './blank-cells.ts';
import { composeRow } from './compose-row.ts';
import type { EmittedBlock } from './emitted-block.ts';

/** A row of a format that tells where its cells stand, not how many columns they reach over. */
export interface EdgedRow {
  cells: EmittedBlock[][];
  /** Left edges of the cells and the right edge of the last one, in twips; empty when unknown. */
  edges: readonly number[];
}

/** Edges this near one another, in twips (2 mm), are one line of the table. */
const slack = 113;
/** More lines are those of no table that is read by its columns. */
const maxLines = 63;

/** The blocks of a table's rows: a cell merged over several columns of the other rows is followed by blank ones. */
export function alignRows(rows: readonly EdgedRow[]): EmittedBlock[] {
  const lines = linesOf(rows);
  if (lines.length > maxLines) return rows.flatMap(({ cells }) => composeRow(cells));
  return rows.flatMap(({ cells, edges: [first, ...rights] }) => {
    if (first === undefined || rights.length < cells.length) return composeRow(cells);
    const between = (left: number, right: number): number =>
      lines.filter((line) => line >= left - slack && line < right - slack).length;
    const lead = blankCells(String(between(Number.NEGATIVE_INFINITY, first) + 1));
    const placed = cells.flatMap((cell, index) => {
      const [left = first, right = first] = [rights[index - 1], rights[index]];
      return [cell, ...blankCells(String(between(left, right)))];
    });
    return composeRow([...lead, ...placed]);
  });
}

/** Where a column begins in any of the rows, from the left. */
function linesOf(rows: readonly EdgedRow[]): number[] {
  const lines: number[] = [];
  for (const edge of rows.flatMap(({ edges }) => edges.slice(0, -1)).sort((left, right) => left - right)) {
    const last = lines.at(-1);
    if (last === undefined || edge - last > slack) lines.push(edge);
  }
  return lines;
}
