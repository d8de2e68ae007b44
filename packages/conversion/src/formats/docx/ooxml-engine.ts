import { PermanentError } from '@nianbao/contracts';
import { createTextBuilder } from '../../blocks/text-builder.ts';
import { createLossLedger } from '../../loss-ledger.ts';
import { emptyNumbering } from '../../numbering/list-definitions.ts';
import { createNumberer } from '../../numbering/number-paragraphs.ts';
import { emptyStyleSheet } from '../../numbering/style-sheet.ts';
import type { OfficePackage } from '../../packaging/open-package.ts';
import type { BodyContext } from './body-state.ts';
import { countSideParts } from './count-side-parts.ts';
import type { DocxEngine } from './docx-engine.ts';
import { findDocumentPart } from './find-document-part.ts';
import { readBody } from './read-body.ts';
import { readNumbering } from './read-numbering.ts';
import { type Relationship, readRelationships } from './read-relationships.ts';
import { readStyles } from './read-styles.ts';

/** Reads WordprocessingML directly, streaming; parts that hold no text (media, themes, fonts) are never inflated. */
export const ooxmlEngine: DocxEngine = {
  name: 'ooxml/1',
  async read({ office, limits }) {
    const document = findDocumentPart(office, limits.xmlDepth);
    const relationships = [...readRelationships(office, document, limits.xmlDepth).values()];
    const context = createContext(office, relationships, limits.xmlDepth);
    const content = office.read(document);
    if (content === undefined) throw new PermanentError('NO_DOCUMENT_PART');
    const builder = createTextBuilder(limits.textLength);
    for (const block of readBody(content, context)) builder.add(block.content, block.traits);
    countSideParts(office, relationships, context);
    return { text: builder.text(), blocks: builder.blocks, losses: context.losses.list() };
  },
};

function createContext(office: OfficePackage, relationships: Relationship[], maxDepth: number): BodyContext {
  const part = (kind: string, usualName: string): Uint8Array | undefined => {
    const target = relationships.find((relationship) => relationship.kind === kind)?.target;
    return office.read(target ?? usualName);
  };
  const stylePart = part('styles', 'word/styles.xml');
  const numberingPart = part('numbering', 'word/numbering.xml');
  const styles = stylePart === undefined ? emptyStyleSheet : readStyles(stylePart, maxDepth);
  const definitions = numberingPart === undefined ? emptyNumbering : readNumbering(numberingPart, maxDepth);
  return { styles, numberer: createNumberer(definitions, styles), losses: createLossLedger(), maxDepth };
}
