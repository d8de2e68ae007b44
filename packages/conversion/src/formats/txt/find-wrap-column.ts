/** A physical line: where it starts in the text, and its content without trailing white space. */
export interface Line {
  start: number;
  content: string;
}

export interface WrapColumn {
  /** Whether the line was broken because it had reached the column, so that its paragraph may go on below. */
  isFull(line: Line): boolean;
}

const minLines = 8;
const maxColumn = 120;
/** A punctuation mark may hang over or be carried down, and a Latin word or number may be kept whole. */
const slack = 3;
/** Text that is not wrapped has lines of all lengths: few of them end within `slack` of the longest. */
const minFullShare = 0.4;

/** The column at which a file was hard-wrapped, in characters or in display columns; `undefined` when it was not. */
export function findWrapColumn(lines: Line[]): WrapColumn | undefined {
  const filled = lines.filter((line) => line.content !== '');
  if (filled.length < minLines) return undefined;
  for (const [measure, unit] of [
    [countCharacters, 1],
    [countColumns, 2],
  ] as const) {
    const widths = filled.map((line) => measure(line.content)).sort((a, b) => a - b);
    const column = widths[Math.floor(widths.length * 0.9)] ?? 0;
    const full = widths.filter(
      (width) => width >= column - slack * unit && width <= column + slack * unit,
    ).length;
    if (column >= 12 * unit && column <= maxColumn && full / filled.length >= minFullShare) {
      return { isFull: (line) => measure(line.content) >= column - slack * unit };
    }
  }
  return undefined;
}

function countCharacters(content: string): number {
  return content.length;
}

function countColumns(content: string): number {
  return [...content].reduce((sum, character) => sum + (/[\u0020-\u007E]/u.test(character) ? 1 : 2), 0);
}
