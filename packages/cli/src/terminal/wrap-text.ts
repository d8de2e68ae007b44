import { displayWidth } from './display-width.ts';

// No line begins with one of these; it hangs over the end of the line before.
const closing = /[，。；：、！？）》”’]/;

/** The text in lines of about `columns` cells; Chinese breaks anywhere but before a closing mark. */
export function wrapText(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const character of text) {
    const cells = displayWidth(character);
    if (width + cells > columns && line !== '' && !closing.test(character)) {
      lines.push(line);
      line = '';
      width = 0;
    }
    line += character;
    width += cells;
  }
  return line === '' ? lines : [...lines, line];
}
