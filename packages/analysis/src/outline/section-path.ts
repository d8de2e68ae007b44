import type { Section } from '@nianbao/contracts';

/** Where one path holds. */
interface Stretch {
  start: number;
  end: number;
  path: readonly Section[];
}

/**
 * Tells the sections a position stands in, outermost first; none before the first heading. Neighbouring positions mostly share a path:
 * it is the same object for them.
 */
export function sectionPaths(sections: readonly Section[]): (index: number) => readonly Section[] {
  let known: Stretch = { start: 0, end: 0, path: [] };
  return (index) => {
    if (index < known.start || index >= known.end) known = stretchAt(sections, index);
    return known.path;
  };
}

function stretchAt(sections: readonly Section[], index: number): Stretch {
  const path: Section[] = [];
  let [start, end] = [0, Number.POSITIVE_INFINITY];
  let level: readonly Section[] = sections;
  for (;;) {
    const at = lastStarting(level, index);
    const inside = level[at];
    end = Math.min(end, level[at + 1]?.start ?? end);
    if (!inside) return { start, end, path };
    if (index >= inside.end) return { start: Math.max(start, inside.end), end, path };
    [start, end] = [Math.max(start, inside.start), Math.min(end, inside.end)];
    path.push(inside);
    level = inside.children;
  }
}

/** Index of the last one that starts at or before `index`, -1 when none does; `level` in text order. */
export function lastStarting(level: readonly { start: number }[], index: number): number {
  let low = 0;
  let high = level.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((level[middle]?.start ?? 0) <= index) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
