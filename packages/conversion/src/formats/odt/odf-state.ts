import type { EmittedBlock } from '../../blocks/emitted-block.ts';
import type { LossLedger } from '../../loss-ledger.ts';
import type { ItemList, ItemNumberer } from './number-items.ts';
import type { OdfStyles } from './read-odf-styles.ts';

export interface OdfParagraph {
  text: string;
  styleName: string | undefined;
  /** 1 to 10 of a heading. */
  outlineLevel?: number | undefined;
  /** A heading that is not numbered. */
  isListHeader: boolean;
  boxesBefore: EmittedBlock[];
  boxesAfter: EmittedBlock[];
}

export interface OpenItem {
  /** The item's label is still to be written, before its first paragraph. */
  awaitsLabel: boolean;
  start: number | undefined;
}

/** Where reading content.xml stands. Frames nest: text boxes hold paragraphs inside paragraphs. */
export interface OdfState {
  styles: OdfStyles;
  numberer: ItemNumberer;
  losses: LossLedger;
  path: string[];
  skipping: number;
  stories: EmittedBlock[][];
  paragraphs: OdfParagraph[];
  rows: EmittedBlock[][][];
  /** How often each open cell is repeated. */
  repeats: (string | undefined)[];
  /** Whether each open span is hidden. */
  spans: boolean[];
  /** The open lists; those inside another one share its counters. */
  lists: ItemList[];
  items: OpenItem[];
  /** Lists and items around the open cells and text boxes: what is inside them is not part of the item. */
  suspended: { lists: ItemList[]; items: OpenItem[] }[];
  /** Whether each open frame's content is counted already: an object has a picture of itself. */
  frames: { counted: boolean; name: string }[];
  hiddenCounted: boolean;
}

export function createOdfState(styles: OdfStyles, numberer: ItemNumberer, losses: LossLedger): OdfState {
  return {
    styles,
    numberer,
    losses,
    path: [],
    skipping: 0,
    stories: [[]],
    paragraphs: [],
    rows: [],
    repeats: [],
    spans: [],
    lists: [],
    items: [],
    suspended: [],
    frames: [],
    hiddenCounted: false,
  };
}

/** Begins a cell or a text box. */
export function openOdfStory(state: OdfState): void {
  state.stories.push([]);
  state.suspended.push({ lists: state.lists, items: state.items });
  Object.assign(state, { lists: [], items: [] });
}

/** Ends it and gives its blocks. */
export function closeOdfStory(state: OdfState): EmittedBlock[] {
  Object.assign(state, state.suspended.pop() ?? {});
  return state.stories.pop() ?? [];
}
