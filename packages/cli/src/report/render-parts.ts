import type { ReviewedPart } from '@nianbao/contracts';
import type { ProfileLabels } from '../read/profile-labels.ts';
import { displayWidth } from '../terminal/display-width.ts';
import type { Io } from '../terminal/io.ts';

/** One line per statutory part: ✓ present, ~ only mentioned, ✗ absent. */
export function renderParts(io: Io, parts: readonly ReviewedPart[], labels: ProfileLabels): string[] {
  const { t, colours, language } = io;
  const names = parts.map((part) => labels.part(part.key)[language]);
  const width = Math.max(0, ...names.map(displayWidth));
  return parts.map((part, at) => {
    const present = part.state === 'section' || part.state === 'inline';
    const mark = present
      ? colours.green('✓')
      : part.state === 'mention'
        ? colours.yellow('~')
        : colours.red('✗');
    const name = names[at] ?? part.key;
    const optional = part.mandatory ? '' : ` ${t.report.optional}`;
    return `  ${mark} ${name}${' '.repeat(width - displayWidth(name) + 2)}${t.report.partStates[part.state]}${optional}`;
  });
}
