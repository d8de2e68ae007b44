import { blankCells } from '../../blocks/blank-cells.ts';
import { softBreak } from '../../blocks/split-soft-breaks.ts';
import type { XmlElement } from '../../packaging/read-xml.ts';
import { symbolText } from '../../symbol-text.ts';
import { appendText, type BodyState, lose } from './body-state.ts';
import { isOn } from './read-styles.ts';
import { showEquation } from './show-equation.ts';

type Opener = (state: BodyState, element: XmlElement) => void;

/** Old properties of tracked changes, settings of content controls, phonetic guides, hints on editing: no text of the document. */
const leftOut = new Set([
  'w:rPrChange',
  'w:pPrChange',
  'w:sectPrChange',
  'w:tblPrChange',
  'w:trPrChange',
  'w:tcPrChange',
  'w:tblGridChange',
  'w:numberingChange',
  'w:sdtPr',
  'w:sdtEndPr',
  'w:delText',
  'w:delInstrText',
  'w:rt',
  'w:proofErr',
]);
const embedded = new Set(['w:object', 'w:altChunk', 'w:subDoc', 'w:control', 'c:chart', 'dgm:relIds']);

/** Reads an opening tag into the state; a subtree without text of the document is skipped from here on. */
export function openBodyElement(state: BodyState, element: XmlElement): void {
  const { name } = element;
  if (leftOut.has(name)) state.skipping = 1;
  else if (embedded.has(name)) {
    lose(state, 'embedded-object', element.get('progId') ?? name.slice(name.indexOf(':') + 1));
    state.skipping = 1;
  } else if (Object.hasOwn(openers, name)) openers[name]?.(state, element);
}

const openers: Record<string, Opener> = {
  'w:p': (state) => {
    state.paragraphs.push({ text: '', markRemoved: false, boxesBefore: [], boxesAfter: [] });
  },
  'w:tr': (state) => {
    state.rows.push({ cells: [], removed: false, span: undefined });
  },
  'w:gridBefore': (state, element) => {
    const columns = Number.parseInt(element.get('val') ?? '', 10) || 0;
    state.rows.at(-1)?.cells.push(...blankCells(String(columns + 1)));
  },
  'w:tc': (state) => {
    const row = state.rows.at(-1);
    if (row !== undefined) row.span = undefined;
    openStory(state);
  },
  'w:gridSpan': (state, element) => {
    const row = state.rows.at(-1);
    if (row !== undefined) row.span = element.get('val');
  },
  'w:txbxContent': openStory,
  'w:r': (state) => {
    const styled = state.context.styles
      .chain(state.paragraphs.at(-1)?.styleId)
      .find((style) => style.hidden !== undefined);
    state.runs.push({ hidden: styled?.hidden ?? false, counted: false, font: '' });
  },
  'w:t': (state) => {
    state.inText = true;
  },
  'm:t': (state) => {
    state.inText = true;
  },
  'w:instrText': (state) => {
    state.inCode = true;
  },
  'w:tab': (state) => {
    if (state.path.at(-2) === 'w:r') appendText(state, '\t');
  },
  'w:ptab': (state) => appendText(state, '\t'),
  'w:br': (state) => appendText(state, softBreak),
  'w:cr': (state) => appendText(state, softBreak),
  'w:noBreakHyphen': (state) => appendText(state, '-'),
  'w:sym': appendSymbol,
  'w:fldChar': changeField,
  'w:pStyle': setOnParagraph((frame, value) => {
    frame.styleId = value;
  }),
  'w:numId': setOnParagraph((frame, value) => {
    frame.numId = value;
  }),
  'w:ilvl': setOnParagraph((frame, value) => {
    frame.level = Number.parseInt(value, 10) || 0;
  }),
  'w:outlineLvl': setOnParagraph((frame, value) => {
    frame.outlineLevel = Number.parseInt(value, 10);
  }),
  'w:jc': setOnParagraph((frame, value) => {
    frame.alignment = value;
  }),
  'w:rStyle': (state, element) => {
    const run = state.runs.at(-1);
    const style = state.context.styles
      .chain(element.get('val') ?? '')
      .find(({ hidden }) => hidden !== undefined);
    if (run !== undefined && isRunProperty(state) && style?.hidden !== undefined) run.hidden = style.hidden;
  },
  'w:rFonts': (state, element) => {
    const run = state.runs.at(-1);
    if (run !== undefined && isRunProperty(state))
      run.font = element.get('ascii') ?? element.get('hAnsi') ?? element.get('eastAsia') ?? '';
  },
  'w:vanish': (state, element) => {
    const [run, frame] = [state.runs.at(-1), state.paragraphs.at(-1)];
    if (isMarkProperty(state) && frame !== undefined) frame.markRemoved ||= isOn(element);
    else if (run !== undefined && isRunProperty(state)) run.hidden = isOn(element);
  },
  'w:ins': (state) => {
    const parent = state.path.at(-2);
    if (parent !== 'w:rPr' && parent !== 'w:trPr') lose(state, 'tracked-insertion');
  },
  'w:del': (state) => remove(state, 'tracked-deletion'),
  'w:moveFrom': (state) => remove(state, 'moved-text'),
  'w:footnoteReference': (state) => lose(state, 'footnote'),
  'w:endnoteReference': (state) => lose(state, 'footnote'),
  'w:commentReference': (state) => lose(state, 'comment'),
  docPr: (state, element) => {
    state.pictureName = element.get('descr') || element.get('title') || element.get('name') || '';
  },
  'a:blip': (state) => lose(state, 'image', state.pictureName),
  'v:imagedata': (state, element) => lose(state, 'image', element.get('title') ?? ''),
  'mc:AlternateContent': (state) => {
    state.alternatives.push({ taken: false, producedBefore: state.produced });
  },
  'mc:Choice': openAlternative,
  'mc:Fallback': openAlternative,
};

function openStory(state: BodyState): void {
  state.stories.push({ blocks: [], carry: '' });
}

/** The first alternative that gives text or a picture stands; LibreOffice writes empty fallbacks, others empty choices. */
function openAlternative(state: BodyState): void {
  const alternative = state.alternatives.at(-1);
  if (alternative === undefined) return;
  alternative.taken ||= state.produced > alternative.producedBefore;
  if (alternative.taken) state.skipping = 1;
}

function setOnParagraph(apply: (frame: BodyState['paragraphs'][number], value: string) => void): Opener {
  return (state, element) => {
    const frame = state.paragraphs.at(-1);
    const value = element.get('val');
    const parent = state.path.at(-2);
    if (frame !== undefined && value !== undefined && (parent === 'w:pPr' || parent === 'w:numPr'))
      apply(frame, value);
  };
}

/** A deletion is content, or the mark of a paragraph, or a row. The final text has none of them. */
function remove(state: BodyState, kind: 'tracked-deletion' | 'moved-text'): void {
  const row = state.rows.at(-1);
  const frame = state.paragraphs.at(-1);
  if (state.path.at(-2) === 'w:trPr' && row !== undefined) {
    row.removed = true;
    lose(state, kind);
  } else if (isMarkProperty(state) && frame !== undefined) frame.markRemoved = true;
  else lose(state, kind);
  state.skipping = 1;
}

function changeField(state: BodyState, element: XmlElement): void {
  const type = element.get('fldCharType');
  const field = state.fields.at(-1);
  if (type === 'begin') state.fields.push({ part: 'code', code: '' });
  else if (type === 'separate' && field !== undefined) field.part = 'result';
  else if (type === 'end') closeField(state);
}

/** A field without a result shows what its code says. */
function closeField(state: BodyState): void {
  const field = state.fields.pop();
  if (field?.part !== 'code') return;
  const shown = showEquation(field.code);
  if (shown === undefined) lose(state, 'unreadable-glyphs', field.code);
  else if (shown !== '') appendText(state, shown);
}

function appendSymbol(state: BodyState, element: XmlElement): void {
  const font = element.get('font') ?? '';
  const sign = symbolText(font, Number.parseInt(element.get('char') ?? '', 16));
  if (sign === undefined) lose(state, 'unreadable-glyphs', font);
  else appendText(state, sign);
}

function isRunProperty(state: BodyState): boolean {
  return state.path.at(-2) === 'w:rPr' && state.path.at(-3) === 'w:r';
}

function isMarkProperty(state: BodyState): boolean {
  return state.path.at(-2) === 'w:rPr' && state.path.at(-3) === 'w:pPr';
}
