import { softBreak } from '../../blocks/split-soft-breaks.ts';
import type { XmlElement } from '../../packaging/read-xml.ts';
import { type OdfState, openOdfStory } from './odf-state.ts';
import { styleChain } from './read-odf-styles.ts';

type Opener = (state: OdfState, element: XmlElement) => void;

const maxSpaces = 1000;
/** Parts of the file that are no text of the document. */
const leftOut = new Set([
  'automatic-styles',
  'font-face-decls',
  'scripts',
  'forms',
  'number',
  'ruby-text',
  'script',
  'event-listeners',
  'tracked-changes',
  'math',
]);
const embedded = new Set(['object', 'object-ole', 'plugin', 'applet', 'floating-frame']);
/** Shapes hold paragraphs as text boxes do. */
export const textBoxes = new Set([
  'text-box',
  'custom-shape',
  'rect',
  'ellipse',
  'circle',
  'polygon',
  'path',
  'caption',
  'line',
  'connector',
]);

/** Reads an opening tag into the state; a subtree without text of the document is skipped from here on. */
export function openContentElement(state: OdfState, element: XmlElement): void {
  const { name } = element;
  if (leftOut.has(name)) state.skipping = 1;
  else if ((name === 'title' || name === 'desc') && state.frames.length > 0 && !isInline(state))
    state.skipping = 1;
  else if (embedded.has(name)) {
    loseFromFrame(state, 'embedded-object');
    state.skipping = 1;
  } else if (textBoxes.has(name)) openOdfStory(state);
  else if (Object.hasOwn(openers, name)) openers[name]?.(state, element);
}

/** Adds text to the innermost paragraph; hidden text is a loss, one for each run of it. */
export function appendOdfText(state: OdfState, content: string): void {
  const paragraph = state.paragraphs.at(-1);
  if (paragraph === undefined || content === '') return;
  const isHidden = state.spans.at(-1) ?? isHiddenStyle(state, 'paragraph', paragraph.styleName) ?? false;
  if (!isHidden) paragraph.text += content;
  else if (!state.hiddenCounted && content.trim() !== '') state.losses.add('hidden-text', content);
  state.hiddenCounted = isHidden;
}

const openers: Record<string, Opener> = {
  p: openParagraph,
  h: openParagraph,
  span: (state, element) => {
    state.spans.push(isHiddenStyle(state, 'text', element.get('style-name')) ?? state.spans.at(-1) ?? false);
  },
  s: (state, element) =>
    appendOdfText(state, ' '.repeat(Math.min(maxSpaces, Number.parseInt(element.get('c') ?? '1', 10) || 1))),
  tab: (state) => appendOdfText(state, '\t'),
  'line-break': (state) => appendOdfText(state, softBreak),
  list: openList,
  'list-item': (state, element) => {
    const start = Number.parseInt(element.get('start-value') ?? '', 10);
    state.items.push({ awaitsLabel: true, start: Number.isNaN(start) ? undefined : start });
  },
  'list-header': (state) => {
    state.items.push({ awaitsLabel: false, start: undefined });
  },
  'table-row': (state) => {
    state.rows.push([]);
  },
  'table-cell': openCell,
  'covered-table-cell': openCell,
  frame: (state, element) => {
    state.frames.push({ counted: false, name: element.get('name') ?? '' });
  },
  image: (state) => loseFromFrame(state, 'image'),
  note: (state) => lose(state, 'footnote'),
  annotation: (state) => lose(state, 'comment'),
  'hidden-text': (state) => lose(state, 'hidden-text'),
  'hidden-paragraph': (state) => lose(state, 'hidden-text'),
  section: (state, element) => {
    if (element.get('display') === 'none') lose(state, 'hidden-text', element.get('name'));
  },
};

/** A blank or covered cell may stand for several. */
function openCell(state: OdfState, element: XmlElement): void {
  state.repeats.push(element.get('number-columns-repeated'));
  openOdfStory(state);
}

function openParagraph(state: OdfState, element: XmlElement): void {
  const outlineLevel = Number.parseInt(element.get('outline-level') ?? '1', 10);
  state.paragraphs.push({
    text: '',
    styleName: element.get('style-name'),
    ...(element.name === 'h' ? { outlineLevel: Math.min(10, Math.max(1, outlineLevel || 1)) } : {}),
    isListHeader: element.get('is-list-header') === 'true',
    boxesBefore: [],
    boxesAfter: [],
  });
  state.hiddenCounted = false;
}

/** A list inside another one is the next level of it, unless it names a style of its own. */
function openList(state: OdfState, element: XmlElement): void {
  const parent = state.lists.at(-1);
  const style = element.get('style-name') ?? parent?.style ?? '';
  const continues = element.get('continue-list') ?? element.get('continue-numbering') === 'true';
  const id = element.get('id');
  state.lists.push(parent?.style === style ? parent : state.numberer.open(style, { id, continues }));
}

function isInline({ path }: OdfState): boolean {
  return ['p', 'h', 'span', 'a'].includes(path.at(-2) ?? '');
}

function isHiddenStyle(state: OdfState, family: string, name: string | undefined): boolean | undefined {
  return styleChain(state.styles, family, name).find(({ hidden }) => hidden !== undefined)?.hidden;
}

function lose(state: OdfState, kind: 'footnote' | 'comment' | 'hidden-text', detail?: string): void {
  state.losses.add(kind, detail);
  state.skipping = 1;
}

function loseFromFrame(state: OdfState, kind: 'image' | 'embedded-object'): void {
  const frame = state.frames.at(-1);
  if (frame?.counted !== true) state.losses.add(kind, frame?.name);
  if (frame !== undefined) frame.counted = true;
}
