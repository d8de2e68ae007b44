import type { PageLine, Segment } from './pdf-page.ts';

/** Cells of neighbouring rows are aligned when their left edges or centres differ less than this, in em. */
const alignment = 1;
/** A gap this wide, in em, makes a row of a line that has no aligned neighbour (a letterhead, a signature beside a date). */
const loneGap = 3;

/** The lines that are rows of tables: several parts, lined up with those of the line above or below. */
export function findTableRows(lines: PageLine[]): Set<PageLine> {
  const rows = new Set<PageLine>();
  for (const [index, line] of lines.entries()) {
    if (line.segments.length < 2) continue;
    const neighbours = [lines[index - 1], lines[index + 1]];
    if (neighbours.some((other) => other !== undefined && areAligned(line, other)) || hasLoneGap(line))
      rows.add(line);
  }
  return rows;
}

function areAligned(a: PageLine, b: PageLine): boolean {
  if (a.page !== b.page || b.segments.length < 2 || a.column !== b.column) return false;
  const slack = alignment * Math.max(a.size, b.size);
  const matches = a.segments.filter((segment) =>
    b.segments.some((other) => distance(segment, other) < slack),
  );
  return matches.length >= 2;
}

function distance(a: Segment, b: Segment): number {
  return Math.min(Math.abs(a.x0 - b.x0), Math.abs(a.x1 - b.x1), Math.abs(a.x0 + a.x1 - b.x0 - b.x1) / 2);
}

function hasLoneGap(line: PageLine): boolean {
  return line.segments.some((segment, index) => {
    const next = line.segments[index + 1];
    return next !== undefined && next.x0 - segment.x1 >= loneGap * line.size;
  });
}
