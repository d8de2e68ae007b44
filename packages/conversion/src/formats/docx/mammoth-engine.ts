import { PermanentError } from '@nianbao/contracts';
import mammoth from 'mammoth';
import mammothPackage from 'mammoth/package.json' with { type: 'json' };
import { createTextBuilder } from '../../blocks/text-builder.ts';
import type { DocxEngine } from './docx-engine.ts';
import { findDocumentPart } from './find-document-part.ts';

/** mammoth builds a tree of the whole part: 10 MB take it half a gigabyte. */
const maxDocumentBytes = 8 * 1024 * 1024;

/** The second engine. It knows no automatic numbers, no tables' rows and no text boxes of LibreOffice. */
export const mammothEngine: DocxEngine = {
  name: `mammoth/${mammothPackage.version}`,
  async read({ bytes, office, limits }) {
    const size = office.read(findDocumentPart(office, limits.xmlDepth))?.byteLength ?? 0;
    if (size > maxDocumentBytes) throw new PermanentError('TOO_LARGE', `document part of ${size} bytes`);
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(bytes) });
    const builder = createTextBuilder(limits.textLength);
    for (const paragraph of value.split('\n\n'))
      builder.add(paragraph.replaceAll('\n', ' '), { kind: 'paragraph' });
    return { text: builder.text(), blocks: builder.blocks, losses: [] };
  },
};
