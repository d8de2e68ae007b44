import { blankCells } from '../../blocks/blank-cells.ts';
import { composeRow } from '../../blocks/compose-row.ts';
import type { EmittedBlock } from '../../blocks/emitted-block.ts';
import { readXml } from '../../packaging/read-xml.ts';
import { appendCode, appendText, type BodyContext, type BodyState, createBodyState } from './body-state.ts';
import { closeParagraph } from './close-paragraph.ts';
import { openBodyElement } from './open-body-element.ts';

/** The blocks of a part (document, header, footnotes) in reading order, tracked changes accepted; losses go to the ledger. */
export function readBody(part: Uint8Array, context: BodyContext): EmittedBlock[] {
  const state = createBodyState(context);
  readXml(
    part,
    {
      open(element) {
        state.path.push(element.name);
        if (state.skipping > 0) state.skipping += 1;
        else openBodyElement(state, element);
      },
      close(name) {
        if (state.skipping > 0) state.skipping -= 1;
        if (state.skipping === 0) closeElement(state, name);
        state.path.pop();
      },
      text(content) {
        if (state.inText) appendText(state, content);
        else if (state.inCode) appendCode(state, content);
      },
    },
    context.maxDepth,
  );
  const [body] = state.stories;
  const blocks = body?.blocks ?? [];
  if (body !== undefined && body.carry.trim() !== '')
    blocks.push({ content: body.carry, traits: { kind: 'paragraph' } });
  return blocks;
}

function closeElement(state: BodyState, name: string): void {
  if (name === 'w:t' || name === 'm:t') state.inText = false;
  else if (name === 'w:instrText') state.inCode = false;
  else if (name === 'w:r') state.runs.pop();
  else if (name === 'w:p') closeParagraph(state);
  else if (name === 'w:tc') closeCell(state);
  else if (name === 'w:tr') closeRow(state);
  else if (name === 'w:txbxContent') closeTextBox(state);
  else if (name === 'mc:AlternateContent') state.alternatives.pop();
}

function closeStory(state: BodyState): EmittedBlock[] {
  const story = state.stories.length > 1 ? state.stories.pop() : undefined;
  if (story === undefined) return [];
  if (story.carry.trim() !== '') story.blocks.push({ content: story.carry, traits: { kind: 'paragraph' } });
  return story.blocks;
}

function closeCell(state: BodyState): void {
  const row = state.rows.at(-1);
  row?.cells.push(closeStory(state), ...blankCells(row.span));
}

function closeRow(state: BodyState): void {
  const row = state.rows.pop();
  if (row !== undefined && !row.removed) state.stories.at(-1)?.blocks.push(...composeRow(row.cells));
}

/** A box is read before its paragraph when it is anchored at the paragraph's start, else after it. */
function closeTextBox(state: BodyState): void {
  const boxes = closeStory(state).map(({ content, traits }): EmittedBlock => {
    return { content: content.replaceAll('\t', ' '), traits: { ...traits, kind: 'text-box' } };
  });
  const frame = state.paragraphs.at(-1);
  if (frame === undefined) state.stories.at(-1)?.blocks.push(...boxes);
  else (frame.text.trim() === '' ? frame.boxesBefore : frame.boxesAfter).push(...boxes);
}
