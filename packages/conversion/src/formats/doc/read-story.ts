import { alignRows, type EdgedRow } from '../../blocks/align-rows.ts';
import type { EmittedBlock } from '../../blocks/emitted-block.ts';
import { softBreak, splitSoftBreaks } from '../../blocks/split-soft-breaks.ts';
import type { BlockTraits } from '../../blocks/text-builder.ts';
import type { LossLedger } from '../../loss-ledger.ts';
import type { Numberer } from '../../numbering/number-paragraphs.ts';
import type { StyleSheet } from '../../numbering/style-sheet.ts';
import type { CharacterRange } from './find-text-boxes.ts';
import { characterMarks } from './mark-characters.ts';
import { type ParagraphProperties, readParagraphProperties } from './paragraph-properties.ts';
import type { FormattedRun } from './read-formatting.ts';
import type { PieceTable } from './read-pieces.ts';

export interface StoryContext {
  pieces: PieceTable;
  marks: Uint8Array;
  /** In file order. */
  paragraphs: FormattedRun[];
  styles: StyleSheet;
  numberer: Numberer;
  losses: LossLedger;
  textBoxes: Map<number, CharacterRange[]>;
}

interface StoryState {
  blocks: EmittedBlock[];
  /** Rows of the table under way. */
  rows: EdgedRow[];
  cells: EmittedBlock[][];
  cell: EmittedBlock[];
  text: string;
  boxesBefore: EmittedBlock[];
  boxesAfter: EmittedBlock[];
  fields: ('code' | 'result')[];
  /** Marks of the character before, to count a run of left-out characters once. */
  leftOut: number;
}

const bodyTextLevel = 9;
const detailLength = 60;
const paragraphMarks = new Set(['\r', '\u0007', '\f']);

/** The blocks of one story, tracked changes accepted, as Word shows it. Special characters: [MS-DOC] 2.4.1. */
export function readStory(context: StoryContext, { start, end }: CharacterRange): EmittedBlock[] {
  const state: StoryState = {
    blocks: [],
    rows: [],
    cells: [],
    cell: [],
    text: '',
    boxesBefore: [],
    boxesAfter: [],
    fields: [],
    leftOut: 0,
  };
  for (let position = start; position < Math.min(end, context.pieces.text.length); position += 1) {
    readCharacter(state, context, position);
  }
  if (state.text.trim() !== '') closeParagraph(state, context, end - 1, false);
  closeTable(state);
  return state.blocks;
}

function readCharacter(state: StoryState, context: StoryContext, position: number): void {
  const character = context.pieces.text.charAt(position);
  const marks = context.marks[position] ?? 0;
  const leftOut = marks & (characterMarks.hidden | characterMarks.deleted);
  if (leftOut !== 0) {
    const kind = (leftOut & characterMarks.deleted) === 0 ? 'hidden-text' : 'tracked-deletion';
    if (state.leftOut !== leftOut) context.losses.add(kind, markedText(context, position));
  } else if (paragraphMarks.has(character)) closeParagraph(state, context, position, character === '\u0007');
  else if (character === '\u0013') state.fields.push('code');
  else if (character === '\u0014') state.fields.splice(-1, 1, 'result');
  else if (character === '\u0015') state.fields.pop();
  else if (!state.fields.includes('code')) appendCharacter(state, context, position, marks);
  state.leftOut = leftOut;
}

/** The beginning of a run of characters with the same marks, for the eye. */
function markedText({ pieces, marks }: StoryContext, start: number): string {
  let end = start;
  while (end < start + detailLength && marks[end] === marks[start]) end += 1;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: marks of paragraphs, fields and pictures are control characters
  return pieces.text.slice(start, end).replaceAll(/[\u0000-\u001F]/gu, ' ');
}

function appendCharacter(state: StoryState, context: StoryContext, position: number, marks: number): void {
  const character = context.pieces.text.charAt(position);
  if ((marks & characterMarks.symbol) !== 0) context.losses.add('unreadable-glyphs');
  else if (character === '\u0001') {
    // Behind a drawing it only holds its place.
    if (context.pieces.text.charAt(position - 1) !== '\u0008') context.losses.add('image');
  } else if (character === '\u0002') context.losses.add('footnote');
  else if (character === '\u0005') context.losses.add('comment');
  else if (character === '\u0008') placeShape(state, context, position);
  else if (character === '\u000B') state.text += softBreak;
  else if (character === '\u001E') state.text += '-';
  else if (character === '\t' || character >= ' ') state.text += character;
}

/** A text box is read before its paragraph when it is anchored at the paragraph's start, else after it. */
function placeShape(state: StoryState, context: StoryContext, position: number): void {
  const ranges = context.textBoxes.get(position);
  if (ranges === undefined) context.losses.add('image', 'drawing');
  else
    (state.text.trim() === '' ? state.boxesBefore : state.boxesAfter).push(...readTextBoxes(context, ranges));
}

/** The paragraphs of text boxes as blocks of their own kind. */
export function readTextBoxes(context: StoryContext, ranges: CharacterRange[]): EmittedBlock[] {
  return ranges
    .flatMap((range) => readStory({ ...context, textBoxes: new Map() }, range))
    .map(({ content, traits }) => ({
      content: content.replaceAll('\t', ' '),
      traits: { ...traits, kind: 'text-box' as const },
    }));
}

function closeParagraph(state: StoryState, context: StoryContext, position: number, endsCell: boolean): void {
  const run = findRun(context.paragraphs, context.pieces.offsetOf(position));
  const properties = run === undefined ? {} : readParagraphProperties(run.grpprl);
  const { text, boxesBefore, boxesAfter } = state;
  Object.assign(state, { text: '', boxesBefore: [], boxesAfter: [] });
  // A field code never ends its paragraph open, unless the file is broken: it must not swallow the rest.
  state.fields = state.fields.filter((part) => part === 'result');
  if (properties.rowEnd === true) {
    if (endsCell) closeRow(state, properties.edges);
    return;
  }
  if (properties.inTable !== true) closeTable(state);
  const target = properties.inTable === true ? state.cell : state.blocks;
  const styleId = String(run?.style ?? 0);
  const label = context.numberer.label({ styleId, numId: asText(properties.list), level: properties.level });
  const traits = describe(styleId, properties, context.styles);
  const contents = splitSoftBreaks(label === '' ? text : label + text.trimStart());
  target.push(...boxesBefore);
  for (const content of contents) if (content.trim() !== '') target.push({ content, traits });
  target.push(...boxesAfter);
  if (properties.inTable === true && endsCell) state.cells.push(state.cell.splice(0));
}

function closeRow(state: StoryState, edges: readonly number[] = []): void {
  if (state.cell.length > 0) state.cells.push(state.cell.splice(0));
  if (state.cells.length > 0) state.rows.push({ cells: state.cells.splice(0), edges });
}

function closeTable(state: StoryState): void {
  closeRow(state);
  for (const block of alignRows(state.rows.splice(0))) state.blocks.push(block);
}

function describe(styleId: string, properties: ParagraphProperties, styles: StyleSheet): BlockTraits {
  const chain = styles.chain(styleId);
  const outline = properties.outlineLevel;
  const name =
    outline !== undefined && outline < bodyTextLevel
      ? `outline-${outline + 1}`
      : styleId === '0'
        ? undefined
        : chain[0]?.name;
  const centred =
    properties.centred ?? chain.find(({ alignment }) => alignment !== undefined)?.alignment === 'center';
  return {
    kind: 'paragraph',
    ...(name === undefined || name === '' ? {} : { style: name }),
    ...(centred ? { centred } : {}),
  };
}

function findRun(runs: FormattedRun[], offset: number): FormattedRun | undefined {
  let [low, high] = [0, runs.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const run = runs[middle];
    if (run === undefined) return undefined;
    if (offset < run.from) high = middle - 1;
    else if (offset >= run.to) low = middle + 1;
    else return run;
  }
  return undefined;
}

function asText(list: number | undefined): string | undefined {
  return list === undefined ? undefined : String(list);
}
