import type { Section } from '@nianbao/contracts';

/** The sections `index` stands in, outermost first; empty before the first heading. */
export function sectionPath(sections: readonly Section[], index: number): Section[] {
  const path: Section[] = [];
  let level: readonly Section[] = sections;
  for (;;) {
    const inside = level.find((section) => section.start <= index && index < section.end);
    if (!inside) return path;
    path.push(inside);
    level = inside.children;
  }
}
