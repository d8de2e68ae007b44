import { toLine } from './build-lines.ts';
import { median, quantile } from './median.ts';
import type { Fragment, PageLine } from './pdf-page.ts';

/** Two columns of text need at least this many lines side by side … */
const minSplitLines = 4;
/** … with this many characters each, where a table's cells have fewer … */
const minCharacters = 8;
/** … and most lines must fill their column. */
const minFill = 0.7;

/** Reading order of a page set in two columns: what stands above, the left column, the right one. Other pages stay as they are. */
export function splitColumns(lines: PageLine[]): PageLine[] {
  const gutter = findGutter(lines);
  if (gutter === undefined) return lines;
  const ordered: PageLine[] = [];
  let run: PageLine[] = [];
  for (const line of lines) {
    if (crosses(line, gutter)) {
      ordered.push(...orderRun(run, gutter), line);
      run = [];
    } else run.push(line);
  }
  return [...ordered, ...orderRun(run, gutter)];
}

/** The left edge of the right column, when most lines leave it blank and both sides look like running text. */
function findGutter(lines: PageLine[]): number | undefined {
  const parted = lines.filter((line, index) => line.segments.length === 2 || isStaggered(lines, index));
  const edge = quantile(
    parted.flatMap(({ segments }, index) =>
      segments.length === 2 || isRightOf(parted[index - 1], parted[index]) ? (segments.at(-1)?.x0 ?? []) : [],
    ),
    0.1,
  );
  if (edge === undefined) return undefined;
  const gutter = edge - 1;
  const split = parted.filter((line) => !crosses(line, gutter));
  if (split.length < minSplitLines || parted.length > split.length * 1.5) return undefined;
  const isTwoColumns = (['left', 'right'] as const).every((side) => isProse(takeSide(split, side, gutter)));
  return isTwoColumns ? gutter : undefined;
}

/** Columns whose lines stand at different heights: the next line begins beside this one before it is over, or the last one did. */
function isStaggered(lines: PageLine[], index: number): boolean {
  const line = lines[index];
  return [lines[index - 1], lines[index + 1]].some(
    (other) =>
      line !== undefined &&
      other !== undefined &&
      Math.abs(other.y - line.y) < Math.max(line.size, other.size) &&
      (isRightOf(line, other) || isRightOf(other, line)),
  );
}

function isRightOf(left: PageLine | undefined, right: PageLine | undefined): boolean {
  return left !== undefined && right !== undefined && right.x0 > left.x1;
}

/** A mark may hang over the column's edge by less than its own width. */
function crosses(line: PageLine, gutter: number): boolean {
  return fragmentsOf(line).some(({ x0, x1, size }) => x0 < gutter - size / 2 && x1 > gutter + size / 2);
}

function fragmentsOf(line: PageLine): Fragment[] {
  return line.segments.flatMap((segment) => segment.fragments);
}

function isProse(lines: PageLine[]): boolean {
  const columnStart = Math.min(...lines.map(({ x0 }) => x0));
  const columnEnd = Math.max(...lines.map(({ x1 }) => x1));
  const fills = lines.map(({ x0, x1 }) => (x1 - x0) / (columnEnd - columnStart));
  const lengths = lines.map(({ segments }) => segments.reduce((sum, { text }) => sum + text.length, 0));
  return (median(fills) ?? 0) >= minFill && (median(lengths) ?? 0) >= minCharacters;
}

function orderRun(run: PageLine[], gutter: number): PageLine[] {
  return [...takeSide(run, 'left', gutter), ...takeSide(run, 'right', gutter)];
}

function takeSide(run: PageLine[], column: 'left' | 'right', gutter: number): PageLine[] {
  return run.flatMap((line) => {
    const fragments = fragmentsOf(line).filter(({ x0 }) => x0 < gutter === (column === 'left'));
    return fragments.length === 0 ? [] : [toLine(line.page, fragments, column)];
  });
}
