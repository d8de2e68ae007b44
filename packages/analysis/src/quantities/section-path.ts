import type { Section } from '@nianbao/contracts';

/** The sections `index` stands in, outermost first; empty before the first heading. */
export function sectionPath(sections: readonly Section[], index: number): Section[] {
  const path: Section[] = [];
  let level: readonly Section[] = sections;
  for (;;) {
    const inside = level[lastStarting(level, index)];
    if (!inside || index >= inside.end) return path;
    path.push(inside);
    level = inside.children;
  }
}

/** Index of the last one that starts at or before `index`, -1 when none does; siblings stand in text order. */
function lastStarting(level: readonly Section[], index: number): number {
  let low = 0;
  let high = level.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((level[middle]?.start ?? 0) <= index) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
