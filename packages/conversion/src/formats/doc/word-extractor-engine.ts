import WordExtractor from 'word-extractor';
import wordExtractorPackage from 'word-extractor/package.json' with { type: 'json' };
import { createTextBuilder } from '../../blocks/text-builder.ts';
import { createLossLedger } from '../../loss-ledger.ts';
import type { DocEngine } from './doc-engine.ts';

const asWritten = { filterUnicode: false };

/** The second engine. It knows no automatic numbers, and neither rows nor where a text box stands. */
export const wordExtractorEngine: DocEngine = {
  name: `word-extractor/${wordExtractorPackage.version}`,
  async read({ bytes, fib, limits }) {
    const document = await new WordExtractor().extract(Buffer.from(bytes));
    const builder = createTextBuilder(limits.textLength);
    const losses = createLossLedger();
    for (const line of document.getBody(asWritten).split('\n')) {
      const content = line.trimEnd();
      const isRow = content.trim().includes('\t');
      builder.add(content, { kind: isRow ? 'table-row' : 'paragraph' });
    }
    const boxes = document.getTextboxes({ ...asWritten, includeHeadersAndFooters: false });
    for (const line of boxes.split('\n')) builder.add(line.replaceAll('\t', ' '), { kind: 'text-box' });
    const side = [
      ['header', document.getHeaders({ ...asWritten, includeFooters: false })],
      ['footer', document.getFooters(asWritten)],
      ['footnote', document.getFootnotes(asWritten)],
      ['footnote', document.getEndnotes(asWritten)],
      ['comment', document.getAnnotations(asWritten)],
    ] as const;
    for (const [kind, text] of side) if (text.trim() !== '') losses.add(kind, text);
    if (fib.lists.length > 2) losses.add('automatic-numbering');
    return { text: builder.text(), blocks: builder.blocks, losses: losses.list() };
  },
};
