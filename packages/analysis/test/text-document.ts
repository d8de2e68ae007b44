import type { ConvertedDocument } from '@nianbao/contracts';

/** A plain text as the converter hands it over: one block per line that is not blank. */
export function textDocument(text: string): ConvertedDocument {
  const blocks: ConvertedDocument['blocks'] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    if (line.trim() !== '') blocks.push({ kind: 'paragraph', start, end: start + line.length });
    start += line.length + 1;
  }
  return { text, blocks, format: 'txt', engine: 'test/1', encoding: 'utf-8', losses: [] };
}
