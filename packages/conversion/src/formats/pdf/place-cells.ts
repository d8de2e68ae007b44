import type { PageLine, Segment } from './pdf-page.ts';

interface Column {
  x0: number;
  x1: number;
  centre: number;
}

/** Two columns leave nothing to place. */
const minColumns = 3;

/**
 * The cells of table rows that stand together, blank ones where a row leaves a column empty and beside a head that is centred over
 * several columns. The fullest rows say where the columns are; a row that does not fit them keeps its parts as they come.
 */
export function placeCells(rows: readonly PageLine[]): string[][] {
  const columns = findColumns(rows);
  return rows.map(({ segments, size }) => {
    const texts = segments.map(({ text }) => text);
    if (columns === undefined || segments.length >= columns.length) return texts;
    return placeRow(segments, columns, size) ?? texts;
  });
}

function findColumns(rows: readonly PageLine[]): Column[] | undefined {
  const count = rows.reduce((most, { segments }) => Math.max(most, segments.length), 0);
  const fullest = rows.filter(({ segments }) => segments.length === count);
  const columns = Array.from({ length: count }, (_, column): Column => {
    const cells = fullest.flatMap(({ segments }) => segments[column] ?? []);
    return {
      x0: cells.reduce((least, { x0 }) => Math.min(least, x0), Number.POSITIVE_INFINITY),
      x1: cells.reduce((most, { x1 }) => Math.max(most, x1), Number.NEGATIVE_INFINITY),
      centre: cells.reduce((sum, cell) => sum + centreOf(cell), 0) / cells.length,
    };
  });
  const areApart = columns.every(
    ({ x0 }, index) => x0 > (columns[index - 1]?.x1 ?? Number.NEGATIVE_INFINITY),
  );
  return count >= minColumns && areApart ? columns : undefined;
}

function placeRow(
  segments: readonly Segment[],
  columns: readonly Column[],
  em: number,
): string[] | undefined {
  const cells = columns.map(() => '');
  let next = 0;
  for (const segment of segments) {
    const reach = findReach(segment, columns, em);
    if (reach === undefined || reach.first < next) return undefined;
    cells[reach.first] = segment.text;
    next = reach.last + 1;
  }
  return cells;
}

/** The column a cell lines up with, or those it lies over, or those it is centred over. */
function findReach(
  segment: Segment,
  columns: readonly Column[],
  em: number,
): { first: number; last: number } | undefined {
  const over = columns.flatMap(({ x0, x1 }, column) => (segment.x0 < x1 && segment.x1 > x0 ? [column] : []));
  if (over.length > 1) return { first: over[0] ?? 0, last: over.at(-1) ?? 0 };
  const aligned = nearest(columns, (column) => distance(segment, column), em);
  if (aligned !== undefined) return { first: aligned, last: aligned };
  const pairs = columns.flatMap((left, first) =>
    columns
      .slice(first + 1)
      .map((right, after) => ({ first, last: first + 1 + after, middle: (left.centre + right.centre) / 2 })),
  );
  const centred = nearest(pairs, ({ middle }) => Math.abs(centreOf(segment) - middle), em);
  if (centred !== undefined) return pairs[centred];
  return over[0] === undefined ? undefined : { first: over[0], last: over[0] };
}

function nearest<Thing>(
  things: readonly Thing[],
  distanceOf: (thing: Thing) => number,
  limit: number,
): number | undefined {
  let best: { index: number; distance: number } | undefined;
  for (const [index, thing] of things.entries()) {
    const far = distanceOf(thing);
    if (far < Math.min(limit, best?.distance ?? Number.POSITIVE_INFINITY)) best = { index, distance: far };
  }
  return best?.index;
}

function distance(segment: Segment, { x0, x1, centre }: Column): number {
  return Math.min(Math.abs(segment.x0 - x0), Math.abs(segment.x1 - x1), Math.abs(centreOf(segment) - centre));
}

function centreOf({ x0, x1 }: Segment): number {
  return (x0 + x1) / 2;
}
