import { quantile } from './median.ts';
import type { PageLine } from './pdf-page.ts';

export interface Margins {
  left: number;
  right: number;
}

/** Margins of the column a line stands in. Pages of one parity and column share them, as books mirror theirs. */
export function createMarginFinder(
  lines: PageLine[],
  pageWidths: Map<number, number>,
): (line: PageLine) => Margins {
  const groups = new Map<string, PageLine[]>();
  const keyOf = (line: PageLine): string =>
    `${line.column}/${line.page % 2}/${Math.round(pageWidths.get(line.page) ?? 0)}`;
  for (const line of lines) {
    const group = groups.get(keyOf(line)) ?? [];
    group.push(line);
    groups.set(keyOf(line), group);
  }
  const margins = new Map([...groups].map(([key, group]) => [key, measure(group)]));
  return (line) => margins.get(keyOf(line)) ?? { left: line.x0, right: line.x1 };
}

function measure(group: PageLine[]): Margins {
  // A few lines hang out of the column (hanging punctuation, a letterhead): the extreme values are not its edges.
  const left =
    quantile(
      group.map((line) => line.x0),
      0.05,
    ) ?? 0;
  const right =
    quantile(
      group.map((line) => line.x1),
      0.9,
    ) ?? 0;
  return { left, right };
}
