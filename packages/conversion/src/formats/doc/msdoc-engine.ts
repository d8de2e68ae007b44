import { PermanentError } from '@nianbao/contracts';
import { createTextBuilder } from '../../blocks/text-builder.ts';
import { createLossLedger } from '../../loss-ledger.ts';
import { createNumberer } from '../../numbering/number-paragraphs.ts';
import { countHeaders } from './count-headers.ts';
import type { DocEngine, DocInput } from './doc-engine.ts';
import { findTextBoxes } from './find-text-boxes.ts';
import { markCharacters } from './mark-characters.ts';
import type { CompoundFile } from './open-compound-file.ts';
import { readCharacterRuns, readParagraphRuns } from './read-formatting.ts';
import { readLists } from './read-lists.ts';
import { readPieces } from './read-pieces.ts';
import { readStory, readTextBoxes, type StoryContext } from './read-story.ts';
import { readStyleSheet } from './read-style-sheet.ts';

/** Reads the binary format directly: text, automatic numbers, tables, text boxes where they are anchored. */
export const msdocEngine: DocEngine = {
  name: 'msdoc/1',
  async read({ container, fib, limits }: DocInput) {
    const document = requireStream(container, 'WordDocument');
    const table = requireStream(container, fib.tableStream);
    const losses = createLossLedger();
    const pieces = readPieces(document, table, fib.pieces, limits.textLength);
    if (fib.stories.main > pieces.text.length) throw new PermanentError('DOC_CORRUPT', 'text is cut off');
    const styles = readStyleSheet(table, fib.styles);
    const textBoxes = findTextBoxes(table, fib);
    const context: StoryContext = {
      pieces,
      marks: markCharacters(readCharacterRuns(document, table, fib.characterPages), pieces, losses),
      paragraphs: readParagraphRuns(document, table, fib.paragraphPages, container.stream('Data')).sort(
        (a, b) => a.from - b.from,
      ),
      styles,
      numberer: createNumberer(readLists(table, fib), styles),
      losses,
      textBoxes,
    };
    const builder = createTextBuilder(limits.textLength);
    const blocks = [
      ...readStory(context, { start: 0, end: fib.stories.main }),
      ...readTextBoxes(context, textBoxes.get(-1) ?? []),
    ];
    for (const { content, traits } of blocks) builder.add(content, traits);
    countHeaders(table, fib, context, losses);
    return { text: builder.text(), blocks: builder.blocks, losses: losses.list() };
  },
};

function requireStream(container: CompoundFile, name: string): Buffer {
  const stream = container.stream(name);
  if (stream === undefined) throw new PermanentError('DOC_CORRUPT', `no stream ${name}`);
  return stream;
}
