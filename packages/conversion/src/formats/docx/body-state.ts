import type { Loss } from '@nianbao/contracts';
import type { EmittedBlock } from '../../blocks/emitted-block.ts';
import type { LossLedger } from '../../loss-ledger.ts';
import type { Numberer } from '../../numbering/number-paragraphs.ts';
import type { StyleSheet } from '../../numbering/style-sheet.ts';
import { symbolText } from '../../symbol-text.ts';

const maxCode = 1_000;
const privateUse = /[\uF020-\uF0FF]/gu;

export interface BodyContext {
  styles: StyleSheet;
  numberer: Numberer;
  losses: LossLedger;
  maxDepth: number;
}

/** Something that holds paragraphs and tables: the body, a cell, a text box. */
export interface Story {
  blocks: EmittedBlock[];
  /** Text of paragraphs whose mark was deleted: it runs on into the next paragraph. */
  carry: string;
}

export interface ParagraphFrame {
  text: string;
  styleId?: string | undefined;
  numId?: string | undefined;
  level?: number | undefined;
  outlineLevel?: number | undefined;
  alignment?: string | undefined;
  /** The paragraph mark was deleted, moved away or hidden. */
  markRemoved: boolean;
  boxesBefore: EmittedBlock[];
  boxesAfter: EmittedBlock[];
}

/** Where reading word/document.xml stands. Frames nest, as text boxes hold paragraphs inside paragraphs. */
export interface BodyState {
  context: BodyContext;
  path: string[];
  /** Open elements inside a subtree that is left out; 0 when nothing is. */
  skipping: number;
  /** Text nodes are read: inside `w:t` or `m:t`. */
  inText: boolean;
  stories: Story[];
  paragraphs: ParagraphFrame[];
  /** `span`: columns that the open cell reaches over. */
  rows: { cells: EmittedBlock[][]; removed: boolean; span: string | undefined }[];
  /** Text nodes are field code: inside `w:instrText`. */
  inCode: boolean;
  /** Whether each open run is hidden, and its font. */
  runs: { hidden: boolean; counted: boolean; font: string }[];
  /** Each open field shows its result only. */
  fields: { part: 'code' | 'result'; code: string }[];
  alternatives: { taken: boolean; producedBefore: number }[];
  /** Grows with every character and loss, to see whether an alternative gave anything. */
  produced: number;
  pictureName: string;
}

export function createBodyState(context: BodyContext): BodyState {
  return {
    context,
    path: [],
    skipping: 0,
    inText: false,
    inCode: false,
    stories: [{ blocks: [], carry: '' }],
    paragraphs: [],
    rows: [],
    runs: [],
    fields: [],
    alternatives: [],
    produced: 0,
    pictureName: '',
  };
}

/** Adds text to the open paragraph; what is hidden is counted as a loss instead. */
export function appendText(state: BodyState, content: string): void {
  const frame = state.paragraphs.at(-1);
  if (frame === undefined || state.fields.some(({ part }) => part === 'code')) return;
  const run = state.runs.at(-1);
  if (run?.hidden === true) {
    if (!run.counted && content.trim() !== '') lose(state, 'hidden-text', content);
    run.counted = true;
    return;
  }
  frame.text += run === undefined ? content : content.replaceAll(privateUse, readPrivate);
  state.produced += 1;

  /** Old Word and WPS write signs of symbol fonts as plain text in that font. */
  function readPrivate(sign: string): string {
    const known = symbolText(run?.font ?? '', sign.codePointAt(0) ?? 0);
    if (known === undefined) lose(state, 'unreadable-glyphs', run?.font);
    return known ?? sign;
  }
}

/** Only the start of a code says what it shows. */
export function appendCode(state: BodyState, content: string): void {
  const field = state.fields.at(-1);
  if (field?.part === 'code' && field.code.length < maxCode) field.code += content;
}

/** Counts a loss: something was produced, though no text. */
export function lose(state: BodyState, kind: Loss['kind'], detail?: string): void {
  state.context.losses.add(kind, detail);
  state.produced += 1;
}
