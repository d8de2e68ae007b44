import { blankCells } from '../../blocks/blank-cells.ts';
import { composeRow } from '../../blocks/compose-row.ts';
import type { EmittedBlock } from '../../blocks/emitted-block.ts';
import { readXml } from '../../packaging/read-xml.ts';
import { closeOdfParagraph } from './close-odf-paragraph.ts';
import { closeOdfStory, type OdfState } from './odf-state.ts';
import { appendOdfText, openContentElement, textBoxes } from './open-content-element.ts';

/** The blocks of content.xml in reading order, tracked changes accepted; losses go to the ledger. */
export function readContent(part: Uint8Array, state: OdfState, maxDepth: number): EmittedBlock[] {
  readXml(
    part,
    {
      open(element) {
        state.path.push(element.name);
        if (element.name === 'deletion') state.losses.add('tracked-deletion');
        else if (element.name === 'insertion') state.losses.add('tracked-insertion');
        if (state.skipping > 0) state.skipping += 1;
        else openContentElement(state, element);
      },
      close(name) {
        if (state.skipping > 0) state.skipping -= 1;
        else closeElement(state, name);
        state.path.pop();
      },
      text(content) {
        if (state.skipping === 0 && state.paragraphs.length > 0) appendCollapsed(state, content);
      },
    },
    maxDepth,
  );
  return state.stories[0] ?? [];
}

/** White space of the XML is one space, and none at the start of a paragraph or behind another space. */
function appendCollapsed(state: OdfState, content: string): void {
  const collapsed = content.replaceAll(/[\t\n\r ]+/gu, ' ');
  const before = state.paragraphs.at(-1)?.text.at(-1) ?? ' ';
  appendOdfText(state, before === ' ' ? collapsed.replace(/^ /u, '') : collapsed);
}

function closeElement(state: OdfState, name: string): void {
  if (name === 'p' || name === 'h') closeOdfParagraph(state);
  else if (name === 'span') state.spans.pop();
  else if (name === 'list') state.lists.pop();
  else if (name === 'list-item' || name === 'list-header') state.items.pop();
  else if (name === 'frame') state.frames.pop();
  else if (name === 'table-cell' || name === 'covered-table-cell')
    state.rows.at(-1)?.push(closeOdfStory(state), ...blankCells(state.repeats.pop()));
  else if (name === 'table-row') state.stories.at(-1)?.push(...composeRow(state.rows.pop() ?? []));
  else if (textBoxes.has(name)) closeTextBox(state);
}

/** A box is read before its paragraph when it is anchored at the paragraph's start, else after it. */
function closeTextBox(state: OdfState): void {
  const boxes = closeOdfStory(state).map(({ content, traits }): EmittedBlock => {
    return { content: content.replaceAll('\t', ' '), traits: { ...traits, kind: 'text-box' } };
  });
  const paragraph = state.paragraphs.at(-1);
  if (paragraph === undefined) state.stories.at(-1)?.push(...boxes);
  else (paragraph.text.trim() === '' ? paragraph.boxesBefore : paragraph.boxesAfter).push(...boxes);
}
