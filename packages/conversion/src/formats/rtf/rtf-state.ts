import type { EdgedRow } from '../../blocks/align-rows.ts';
import type { EmittedBlock } from '../../blocks/emitted-block.ts';
import type { LossLedger } from '../../loss-ledger.ts';
import type { RtfEncodings } from './decode-bytes.ts';

/** What a group's text is for. */
export type Destination =
  | 'body'
  | 'skipped'
  | 'fonts'
  | 'styles'
  | 'label'
  | { loss: 'header' | 'footer' | 'footnote' | 'comment' };

/** Settings that end with their group. */
export interface Group {
  destination: Destination;
  /** `\*` stood before the first word. */
  starred: boolean;
  /** A word has been read in this group. */
  begun: boolean;
  font: number | undefined;
  /** Fallback characters behind each `\u`. */
  fallback: number;
  hidden: boolean;
  deleted: boolean;
  centred: boolean;
  inTable: boolean;
  nesting: number;
  outline: number | undefined;
  style: number;
  opensBox: boolean;
}

/** Something that holds paragraphs and rows: the body or a text box. */
export interface RtfStory {
  blocks: EmittedBlock[];
  /** Rows of the table under way, and the edges of the row's cells: `\trleft` and each `\cellx`. */
  rows: EdgedRow[];
  edges: number[];
  cells: EmittedBlock[][];
  cell: EmittedBlock[];
  text: string;
  label: string;
}

export interface RtfState {
  groups: Group[];
  group: Group;
  stories: RtfStory[];
  encodings: RtfEncodings;
  styleNames: Map<number, string>;
  losses: LossLedger;
  /** Bytes of text that are not decoded yet: a character may be made of several. */
  bytes: number[];
  /** Fallback characters still to be left out. */
  skip: number;
  /** Text of a group that is left out or belongs to a table of the header. */
  aside: string;
  /** Kind of text left out just before, so that a run of it counts once. */
  leftOut: 'hidden-text' | 'tracked-deletion' | undefined;
}

export function createRtfState(losses: LossLedger): RtfState {
  const group: Group = {
    destination: 'body',
    starred: false,
    begun: false,
    font: undefined,
    fallback: 1,
    hidden: false,
    deleted: false,
    centred: false,
    inTable: false,
    nesting: 1,
    outline: undefined,
    style: 0,
    opensBox: false,
  };
  return {
    groups: [],
    group,
    stories: [openStory()],
    encodings: { document: 'windows-1252', fonts: new Map() },
    styleNames: new Map(),
    losses,
    bytes: [],
    skip: 0,
    aside: '',
    leftOut: undefined,
  };
}

export function openStory(): RtfStory {
  return { blocks: [], rows: [], edges: [], cells: [], cell: [], text: '', label: '' };
}

export function currentStory(state: RtfState): RtfStory {
  const story = state.stories.at(-1);
  if (story === undefined) throw new RangeError('no open story');
  return story;
}
