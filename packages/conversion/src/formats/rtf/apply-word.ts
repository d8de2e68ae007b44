import { closeRtfCell, closeRtfParagraph, closeRtfRow } from './close-rtf-paragraph.ts';
import { encodingOfCharset, encodingOfCodePage } from './decode-bytes.ts';
import { currentStory, openStory, type RtfState } from './rtf-state.ts';
import words from './rtf-words.json' with { type: 'json' };

type Apply = (state: RtfState, value: number | undefined) => void;

const skipped = new Set(words.skipped);
const starredRead = new Set(words.starredRead);
const textBoxes = new Set(words.textBoxes);
const leftOut: Record<string, string> = words.leftOut;
const isOn = (value: number | undefined): boolean => value !== 0;

/** Applies a control word that is no character. The first word of a group may make it a destination. */
export function applyWord(state: RtfState, name: string, value: number | undefined): void {
  const { group } = state;
  const isFirst = !group.begun;
  group.begun = true;
  if (group.destination === 'skipped') return;
  if (isFirst && openDestination(state, name)) return;
  if (Object.hasOwn(settings, name)) settings[name]?.(state, value);
  if (group.destination === 'body' && Object.hasOwn(structure, name)) structure[name]?.(state, value);
}

function openDestination(state: RtfState, name: string): boolean {
  const { group } = state;
  const loss = Object.hasOwn(leftOut, name) ? leftOut[name] : undefined;
  if (loss === 'image') {
    state.losses.add('image');
    group.destination = 'skipped';
  } else if (loss === 'header' || loss === 'footer' || loss === 'footnote' || loss === 'comment') {
    state.aside = '';
    group.destination = { loss };
  } else if (name === 'fonttbl') group.destination = 'fonts';
  else if (name === 'stylesheet') group.destination = 'styles';
  else if (name === 'listtext' || name === 'pntext') group.destination = 'label';
  else if (textBoxes.has(name)) {
    group.opensBox = true;
    Object.assign(group, { inTable: false, centred: false, outline: undefined, style: 0 });
    state.stories.push(openStory());
  } else if (skipped.has(name) || (group.starred && !starredRead.has(name) && group.destination === 'body')) {
    group.destination = 'skipped';
  } else if (name === 'object') state.losses.add('embedded-object');
  else return false;
  return true;
}

const settings: Record<string, Apply> = {
  ansicpg: (state, value) => {
    state.encodings.document = encodingOfCodePage(value ?? 1252);
  },
  f: (state, value) => {
    state.group.font = value;
  },
  fcharset: (state, value) => {
    if (state.group.destination === 'fonts' && state.group.font !== undefined)
      state.encodings.fonts.set(state.group.font, encodingOfCharset(value ?? 0));
  },
  cpg: (state, value) => {
    if (state.group.destination === 'fonts' && state.group.font !== undefined)
      state.encodings.fonts.set(state.group.font, encodingOfCodePage(value ?? 1252));
  },
  uc: (state, value) => {
    state.group.fallback = Math.min(16, Math.max(0, value ?? 1));
  },
  plain: (state) => Object.assign(state.group, { hidden: false, deleted: false, font: undefined }),
  v: (state, value) => {
    state.group.hidden = isOn(value);
  },
  deleted: (state, value) => {
    state.group.deleted = isOn(value);
  },
  s: (state, value) => {
    state.group.style = value ?? 0;
  },
};

const structure: Record<string, Apply> = {
  pard: (state) =>
    Object.assign(state.group, { centred: false, inTable: false, nesting: 1, outline: undefined, style: 0 }),
  qc: (state) => {
    state.group.centred = true;
  },
  ql: (state) => {
    state.group.centred = false;
  },
  qr: (state) => {
    state.group.centred = false;
  },
  qj: (state) => {
    state.group.centred = false;
  },
  trowd: (state) => {
    currentStory(state).edges = [0];
  },
  trleft: (state, value) => {
    currentStory(state).edges[0] = value ?? 0;
  },
  cellx: (state, value) => {
    currentStory(state).edges.push(value ?? 0);
  },
  intbl: (state) => {
    state.group.inTable = true;
  },
  outlinelevel: (state, value) => {
    state.group.outline = value;
  },
  revised: (state, value) => {
    if (isOn(value)) state.losses.add('tracked-insertion');
  },
  // The mark of a deleted paragraph is deleted too: its text runs on into the next one.
  par: (state) => {
    if (!state.group.deleted) closeRtfParagraph(state);
  },
  sect: closeRtfParagraph,
  page: closeRtfParagraph,
  nestcell: closeRtfParagraph,
  cell: closeRtfCell,
  row: closeRtfRow,
};
