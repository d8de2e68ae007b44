import type { Block } from '@nianbao/contracts';
import { startsNewParagraph } from '../../blocks/paragraph-cues.ts';
import { findWrapColumn, type Line } from './find-wrap-column.ts';

/**
 * Blocks as spans of the text, which is not changed: a line each, or, in a hard-wrapped file, the run of lines that
 * make one paragraph (such a block holds `\n`). Lines whose cells are parted by tabs are table rows.
 */
export function findBlocks(text: string): Block[] {
  const lines = splitLines(text);
  const wrap = findWrapColumn(lines);
  const blocks: Block[] = [];
  let previous: Line | undefined;
  for (const line of lines) {
    const last = blocks.at(-1);
    const continues =
      wrap !== undefined &&
      previous !== undefined &&
      wrap.isFull(previous) &&
      !opensParagraph(line, previous);
    if (line.content === '') previous = undefined;
    else {
      if (continues && last !== undefined) last.end = line.start + line.content.length;
      else blocks.push(blockOf(line));
      previous = line;
    }
  }
  return blocks;
}

function splitLines(text: string): Line[] {
  let start = 0;
  return text.split('\n').map((raw) => {
    const line = { start, content: raw.trimEnd() };
    start += raw.length + 1;
    return line;
  });
}

function opensParagraph(line: Line, previous: Line): boolean {
  if (line.content === '' || /^(?:\u3000|\t| {2})/u.test(line.content)) return true;
  return startsNewParagraph(previous.content, line.content);
}

function blockOf({ start, content }: Line): Block {
  const cells = content
    .trim()
    .split('\t')
    .filter((cell) => cell.trim() !== '');
  return { kind: cells.length > 1 ? 'table-row' : 'paragraph', start, end: start + content.length };
}
