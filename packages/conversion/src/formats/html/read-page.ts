import { blankCells } from '../../blocks/blank-cells.ts';
import { opensHeading } from '../../blocks/paragraph-cues.ts';
import { countFurniture } from '../../count-furniture.ts';
import type { LossLedger } from '../../loss-ledger.ts';
import { composePageRow } from './compose-page-row.ts';
import { nextMarker, type OpenList, openList } from './list-marker.ts';
import type { PageBlock } from './page-block.ts';
import { attribute, isElement, type PageElement, type PageNode, textOf } from './parse-page.ts';
import { type FurnitureStyle, findFurniture, findOmission, isBlock, readAlignment } from './read-element.ts';
import { lineBreak, splitLines } from './split-lines.ts';

interface PageState {
  losses: LossLedger;
  /** The page, and inside it the cells that are open. */
  stories: PageBlock[][];
  rows: PageBlock[][][];
  /** Of each open table: in which columns cells of the rows above still reach down, and over how many rows. */
  reaches: Map<number, number>[];
  lists: OpenList[];
  /** Text of the block under way; its links. */
  text: string;
  links: number;
  linkLength: number;
  /** The link that gave the last text. */
  link: PageElement | undefined;
  /** Marker of a list item that has given no text yet. */
  marker: string;
}

/** What an element passes on to those inside it. */
interface Surroundings {
  centred: boolean;
  furniture: FurnitureStyle | undefined;
  /** Tag of the heading it stands in. */
  heading: string | undefined;
  /** The link to another page that it stands in; a link may hold blocks. */
  link: PageElement | undefined;
  preformatted: boolean;
}

const bodyLength = 60;
/** Beyond these no cell reaches down: a page may claim any number of rows and columns. */
const maxColumns = 100;

/** The blocks of a page in reading order; losses go to the ledger. */
export function readPage(nodes: PageNode[], losses: LossLedger): PageBlock[] {
  const blocks: PageBlock[] = [];
  const state: PageState = {
    losses,
    stories: [blocks],
    rows: [],
    reaches: [],
    lists: [],
    text: '',
    links: 0,
    linkLength: 0,
    link: undefined,
    marker: '',
  };
  const surroundings = {
    centred: false,
    furniture: undefined,
    heading: undefined,
    link: undefined,
    preformatted: false,
  };
  for (const node of nodes) readNode(state, node, surroundings);
  flush(state, surroundings);
  return blocks;
}

function readNode(state: PageState, node: PageNode, around: Surroundings): void {
  if (isElement(node)) readElement(state, node, around);
  else if ('value' in node) {
    state.text += around.preformatted ? node.value.replaceAll('\n', lineBreak) : node.value;
    countLinked(state, node.value, around);
  }
}

function countLinked(state: PageState, text: string, { link }: Surroundings): void {
  const length = text.replaceAll(/\s/gu, '').length;
  if (link === undefined || length === 0) return;
  if (state.link !== link) state.links += 1;
  state.link = link;
  state.linkLength += length;
}

function readElement(state: PageState, element: PageElement, around: Surroundings): void {
  const omission = findOmission(element);
  if (omission !== undefined) {
    const text = textOf(element).trim();
    const isSilent = omission === 'silent' || (text === '' && omission !== 'embedded-object');
    if (omission === 'header' || omission === 'footer') countFurniture(state.losses, omission, text);
    else if (!isSilent) state.losses.add(omission, text);
  } else if (element.tagName === 'br') state.text += lineBreak;
  else if (element.tagName === 'img') state.losses.add('image', attribute(element, 'alt'));
  else if (element.tagName === 'a') readLink(state, element, around);
  else if (element.tagName === 'tr') readRow(state, element, around);
  else if (element.tagName === 'td' || element.tagName === 'th') readCell(state, element, around);
  else if (isBlock(element)) readBlock(state, element, around);
  else readChildren(state, element, around);
}

function readChildren(state: PageState, element: PageElement, around: Surroundings): void {
  for (const child of element.childNodes) readNode(state, child, around);
}

/** Links within the page, as in a table of contents, lead nowhere else: they are not counted. */
function readLink(state: PageState, element: PageElement, around: Surroundings): void {
  const href = attribute(element, 'href');
  const leadsAway = href !== '' && !href.startsWith('#');
  readChildren(state, element, leadsAway ? { ...around, link: element } : around);
}

function readBlock(state: PageState, element: PageElement, around: Surroundings): void {
  flush(state, around);
  const inside: Surroundings = {
    centred: readAlignment(element) ?? around.centred,
    furniture: around.furniture ?? findFurniture(element),
    heading: /^h[1-6]$/u.test(element.tagName) ? element.tagName : around.heading,
    link: around.link,
    preformatted: around.preformatted || element.tagName === 'pre',
  };
  const isList = element.tagName === 'ol' || element.tagName === 'ul';
  const isTable = element.tagName === 'table';
  if (isTable) state.reaches.push(new Map());
  if (isList) state.lists.push(openList(element));
  if (element.tagName === 'li') state.marker = nextMarker(state.lists.at(-1), element);
  readChildren(state, element, inside);
  flush(state, inside);
  if (element.tagName === 'li') state.marker = '';
  if (isList) state.lists.pop();
  if (isTable) state.reaches.pop();
}

function readRow(state: PageState, element: PageElement, around: Surroundings): void {
  flush(state, around);
  state.rows.push([]);
  readChildren(state, element, around);
  fillColumns(state);
  state.stories.at(-1)?.push(...composePageRow(state.rows.pop() ?? []));
}

function readCell(state: PageState, element: PageElement, around: Surroundings): void {
  flush(state, around);
  fillColumns(state);
  const cell: PageBlock[] = [];
  state.stories.push(cell);
  const inside = { ...around, centred: readAlignment(element) ?? around.centred };
  readChildren(state, element, { ...inside, furniture: around.furniture ?? findFurniture(element) });
  flush(state, inside);
  state.stories.pop();
  placeCell(state, element, cell);
}

/** Puts the cell into its row, blank ones beside it where it reaches over columns, and notes how far down it reaches. */
function placeCell(state: PageState, element: PageElement, cell: PageBlock[]): void {
  const row = state.rows.at(-1) ?? [];
  const covered = [cell, ...blankCells(attribute(element, 'colspan'))];
  const below = (Number.parseInt(attribute(element, 'rowspan'), 10) || 1) - 1;
  for (const content of covered) {
    if (below > 0 && row.length < maxColumns) state.reaches.at(-1)?.set(row.length, below);
    row.push(content);
  }
}

/** Blank cells where the next ones are covered from above. */
function fillColumns(state: PageState): void {
  const [row, reaches] = [state.rows.at(-1) ?? [], state.reaches.at(-1)];
  for (let below = reaches?.get(row.length); below !== undefined; below = reaches?.get(row.length)) {
    if (below > 1) reaches?.set(row.length, below - 1);
    else reaches?.delete(row.length);
    row.push([]);
  }
}

/** Ends the block under way. */
function flush(state: PageState, around: Surroundings): void {
  const { text, links, linkLength } = state;
  Object.assign(state, { text: '', links: 0, linkLength: 0, link: undefined });
  for (const [index, line] of splitLines(text).entries()) {
    const content = state.marker === '' || opensHeading(line) ? line : state.marker + line;
    state.marker = '';
    const isFirst = index === 0;
    state.stories.at(-1)?.push({
      content: content.replaceAll('\t', ' '),
      traits: {
        kind: 'paragraph',
        ...styleOf(content, around),
        ...(around.centred ? { centred: true } : {}),
      },
      links: isFirst ? links : 0,
      linkLength: isFirst ? linkLength : 0,
      isHeading: around.heading !== undefined,
    });
  }
}

/** Headings of a page are named by their tag: its level says nothing about the report's. */
function styleOf(content: string, { heading, furniture }: Surroundings): { style?: string } {
  if (heading !== undefined) return { style: heading };
  const isBody = content.length >= bodyLength && /[。，]/u.test(content);
  return furniture === undefined || isBody ? {} : { style: furniture };
}
