import { alignRows } from '../../blocks/align-rows.ts';
import type { EmittedBlock } from '../../blocks/emitted-block.ts';
import { splitSoftBreaks } from '../../blocks/split-soft-breaks.ts';
import { currentStory, type Group, type RtfState } from './rtf-state.ts';

const bodyTextLevel = 9;
/** A tab after a label that ends in one of these shows as no gap worth a character. */
const closedLabel = /[\p{Script=Han}、。．，：）】〕》\u2460-\u24FF\u3200-\u32FF]$/u;

/** Ends the paragraph under way. */
export function closeRtfParagraph(state: RtfState): void {
  const story = currentStory(state);
  const { text, label } = story;
  story.text = '';
  story.label = '';
  const { group } = state;
  if (!group.inTable) closeRtfTable(state);
  const number = label.trim();
  const prefix = number === '' || closedLabel.test(number) ? number : `${number} `;
  const contents = splitSoftBreaks(prefix === '' ? text : prefix + text.trimStart());
  const blocks: EmittedBlock[] = contents
    .filter((content) => content.trim() !== '')
    .map((content) => ({
      content,
      traits: { kind: 'paragraph', ...styleOf(group, state), ...(group.centred ? { centred: true } : {}) },
    }));
  (group.inTable ? story.cell : story.blocks).push(...blocks);
}

/** Ends the cell under way, and with it its paragraph. */
export function closeRtfCell(state: RtfState): void {
  closeRtfParagraph(state);
  const story = currentStory(state);
  story.cells.push(story.cell.splice(0));
}

/** Ends the row under way; one without cells leaves none. */
export function closeRtfRow(state: RtfState): void {
  const story = currentStory(state);
  if (story.cell.length > 0) story.cells.push(story.cell.splice(0));
  if (story.cells.length > 0) story.rows.push({ cells: story.cells.splice(0), edges: story.edges });
}

/** Puts the rows read so far into the story as one table. */
export function closeRtfTable(state: RtfState): void {
  closeRtfRow(state);
  const story = currentStory(state);
  for (const block of alignRows(story.rows.splice(0))) story.blocks.push(block);
}

function styleOf({ outline, style }: Group, { styleNames }: RtfState): { style?: string } {
  if (outline !== undefined && outline < bodyTextLevel) return { style: `outline-${outline + 1}` };
  const name = style === 0 ? undefined : styleNames.get(style);
  return name === undefined || name === '' ? {} : { style: name };
}
