import { displayWidth } from './display-width.ts';

// No line begins with one of these; it hangs over the end of the line before.
const closing = /[，。；：、！？）》”’]/;

/** The text in lines of about `columns` cells; Chinese breaks anywhere but before a closing mark, other words at a space. */
export function wrapText(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const part of text.match(/[\x21-\u024f]+|[\s\S]/gu)?.flatMap((word) => pieces(word, columns)) ?? []) {
    const cells = displayWidth(part);
    if (width + cells > columns && line !== '' && !closing.test(part)) {
      lines.push(line.trimEnd());
      line = '';
      width = 0;
    }
    if (line === '' && part === ' ') continue;
    line += part;
    width += cells;
  }
  return line === '' ? lines : [...lines, line];
}

/** A word longer than a line is broken. */
function pieces(word: string, columns: number): string[] {
  return displayWidth(word) <= columns ? [word] : [...word];
}
