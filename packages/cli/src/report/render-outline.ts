import type { Outline, Section } from '@nianbao/contracts';
import { truncateToWidth } from '../terminal/display-width.ts';
import type { Io } from '../terminal/io.ts';
import { plainText } from '../terminal/plain-text.ts';

/** The tree of sections with the number of enumerated items (一是 …) in each. */
export function renderOutline(io: Io, outline: Outline): string[] {
  const items = new Map<string | null, number>();
  for (const { sectionId } of outline.items) items.set(sectionId, (items.get(sectionId) ?? 0) + 1);
  const lines: string[] = [];
  const walk = (section: Section, depth: number): void => {
    const title = `${section.number ?? ''}${section.title || io.t.report.unheaded[section.role]}`;
    const count = items.get(section.id) ?? 0;
    const text = truncateToWidth(plainText(title), io.columns - 2 * depth - 20);
    lines.push(
      `${'  '.repeat(depth)}${text}${count > 0 ? io.colours.dim(`  ${io.t.report.items(count)}`) : ''}`,
    );
    for (const child of section.children) walk(child, depth + 1);
  };
  for (const section of outline.sections) walk(section, 1);
  return lines;
}
