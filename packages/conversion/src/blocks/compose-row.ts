import type { EmittedBlock } from './emitted-block.ts';

/** A cell with at least this much text in this many paragraphs lays out a page; it is no datum of a table. */
const layoutParagraphs = 4;
const layoutCharacters = 200;

/**
 * A table row as blocks: one `table-row` with the cells joined by tabs, empty cells kept. A row that only lays out the page
 * (one cell of several paragraphs, or a cell that holds running text) gives its paragraphs; text boxes follow the row.
 */
export function composeRow(cells: EmittedBlock[][]): EmittedBlock[] {
  const bodies = cells.map((blocks) => blocks.filter((block) => block.traits.kind !== 'text-box'));
  const boxes = cells.flat().filter((block) => block.traits.kind === 'text-box');
  const filled = bodies.filter((blocks) => blocks.length > 0);
  if (filled.length === 0) return boxes;
  const [only] = filled;
  const isLayout =
    filled.some(holdsRunningText) || (filled.length === 1 && only !== undefined && only.length > 1);
  if (isLayout) return [...bodies.flat(), ...boxes];
  return [{ content: bodies.map(joinCell).join('\t'), traits: { kind: 'table-row' } }, ...boxes];
}

function holdsRunningText(blocks: EmittedBlock[]): boolean {
  const length = blocks.reduce((sum, block) => sum + block.content.length, 0);
  return blocks.length >= layoutParagraphs && length >= layoutCharacters;
}

function joinCell(blocks: EmittedBlock[]): string {
  return blocks.map((block) => block.content.replaceAll(/\s+/gu, ' ').trim()).join(' ');
}
