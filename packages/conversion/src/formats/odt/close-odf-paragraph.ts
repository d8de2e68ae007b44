import { splitSoftBreaks } from '../../blocks/split-soft-breaks.ts';
import type { BlockTraits } from '../../blocks/text-builder.ts';
import type { OdfParagraph, OdfState } from './odf-state.ts';
import { styleChain } from './read-odf-styles.ts';

const defaultStyle = 'Standard';

/** Ends the innermost paragraph: its number, its line breaks, the text boxes anchored in it. */
export function closeOdfParagraph(state: OdfState): void {
  const paragraph = state.paragraphs.pop();
  const story = state.stories.at(-1);
  if (paragraph === undefined || story === undefined) return;
  const label = labelOf(state, paragraph);
  const traits = describe(state, paragraph);
  story.push(...paragraph.boxesBefore);
  for (const content of splitSoftBreaks(label === '' ? paragraph.text : label + paragraph.text.trimStart())) {
    if (content.trim() !== '') story.push({ content, traits });
  }
  story.push(...paragraph.boxesAfter);
}

function labelOf(state: OdfState, { outlineLevel, isListHeader }: OdfParagraph): string {
  const [item, list] = [state.items.at(-1), state.lists.at(-1)];
  if (item !== undefined && list !== undefined) {
    if (!item.awaitsLabel) return '';
    item.awaitsLabel = false;
    return state.numberer.label(list, state.lists.length - 1, item.start);
  }
  return outlineLevel === undefined || isListHeader ? '' : state.numberer.headingLabel(outlineLevel - 1);
}

function describe({ styles }: OdfState, { styleName, outlineLevel }: OdfParagraph): BlockTraits {
  const chain = styleChain(styles, 'paragraph', styleName);
  const named = chain.find(({ isAutomatic }) => !isAutomatic)?.name;
  const style = outlineLevel === undefined ? named : `outline-${outlineLevel}`;
  const centred = chain.find((one) => one.centred !== undefined)?.centred === true;
  return {
    kind: 'paragraph',
    ...(style === undefined || style === defaultStyle ? {} : { style }),
    ...(centred ? { centred } : {}),
  };
}
