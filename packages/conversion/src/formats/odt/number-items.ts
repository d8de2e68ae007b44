import type { NumberingDefinitions } from '../../numbering/list-definitions.ts';
import { createNumberer } from '../../numbering/number-paragraphs.ts';
import { emptyStyleSheet } from '../../numbering/style-sheet.ts';
import { type OdfStyles, outlineList } from './read-odf-styles.ts';

/** A `text:list` that is not inside another one: its items count together with those of the lists it continues. */
export interface ItemList {
  id: string;
  style: string;
}

export interface ItemNumberer {
  /** Opens a list; one that continues another goes on with its numbers. */
  open(style: string, options: { id?: string | undefined; continues: string | boolean }): ItemList;
  /** The label of a list item, counted; `start` sets its number. */
  label(list: ItemList, level: number, start: number | undefined): string;
  headingLabel(level: number): string;
}

/** Numbers of lists and headings in document order; the counting itself is that of Word's lists. */
export function createItemNumberer({ lists }: OdfStyles): ItemNumberer {
  const definitions: NumberingDefinitions = { abstractLists: new Map(), lists: new Map() };
  const numberer = createNumberer(definitions, emptyStyleSheet);
  const lastOfStyle = new Map<string, ItemList>();
  const byId = new Map<string, ItemList>();
  const create = (style: string): ItemList => {
    const id = String(definitions.abstractLists.size + 1);
    definitions.abstractLists.set(id, { id, levels: lists.get(style) ?? new Map() });
    definitions.lists.set(id, { abstractId: id, overrides: new Map() });
    return { id, style };
  };
  const headings = create(outlineList);
  return {
    open(style, { id, continues }) {
      const earlier = typeof continues === 'string' ? byId.get(continues) : lastOfStyle.get(style);
      const list = continues !== false && earlier?.style === style ? earlier : create(style);
      lastOfStyle.set(style, list);
      if (id !== undefined) byId.set(id, list);
      return list;
    },
    label(list, level, start) {
      if (start === undefined) return numberer.label({ numId: list.id, level });
      const numId = `${list.id}/${definitions.lists.size}`;
      definitions.lists.set(numId, { abstractId: list.id, overrides: new Map([[level, { start }]]) });
      return numberer.label({ numId, level });
    },
    headingLabel: (level) => numberer.label({ numId: headings.id, level }),
  };
}
