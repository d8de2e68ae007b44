import { composeRow } from '../../blocks/compose-row.ts';
import type { PageBlock } from './page-block.ts';
import furniture from './page-furniture.json' with { type: 'json' };

const labels = new Set(furniture.metadataLabels);

/**
 * A table row as blocks: `table-row` with cells joined by tabs, unless it lays out the page (one filled cell, a cell of
 * running text, a table in a cell) or belongs to the box of filing data, whose labels and values become blocks of their own.
 */
export function composePageRow(cells: PageBlock[][]): PageBlock[] {
  const filled = cells.filter((blocks) => blocks.length > 0);
  const flat = filled.flat();
  const first = flat[0];
  if (first === undefined) return [];
  if (filled.length === 1 || flat.some(({ traits }) => traits.kind === 'table-row')) return flat;
  if (labels.has(first.content.replaceAll(/[\s：:【】[\]]/gu, ''))) {
    return flat.map((block) => ({ ...block, traits: { ...block.traits, style: 'page-metadata' } }));
  }
  const composed = composeRow(cells);
  if (composed.length === flat.length) return flat;
  return composed.map((block) => ({
    ...block,
    links: flat.reduce((sum, { links }) => sum + links, 0),
    linkLength: flat.reduce((sum, { linkLength }) => sum + linkLength, 0),
    isHeading: false,
  }));
}
