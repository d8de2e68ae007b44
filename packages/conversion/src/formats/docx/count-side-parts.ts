import { PermanentError } from '@nianbao/contracts';
import { createLossLedger } from '../../loss-ledger.ts';
import { emptyNumbering } from '../../numbering/list-definitions.ts';
import { createNumberer } from '../../numbering/number-paragraphs.ts';
import type { OfficePackage } from '../../packaging/open-package.ts';
import type { BodyContext } from './body-state.ts';
import { readBody } from './read-body.ts';
import type { Relationship } from './read-relationships.ts';

const pageNumberOnly = /^[\s\d\-—–－·.第页共/]*$/u;

/** Counts headers, footers and page numbers that hold text, each part once. What a broken side part holds is left uncounted. */
export function countSideParts(
  office: OfficePackage,
  relationships: Relationship[],
  context: BodyContext,
): void {
  const parts = new Map(relationships.map(({ target, kind }) => [target, kind]));
  for (const [target, kind] of parts) {
    if (kind === 'header' || kind === 'footer')
      countSidePart(readSideText(office, target, context), kind, context);
  }
}

function countSidePart(text: string, kind: 'header' | 'footer', { losses }: BodyContext): void {
  if (text === '') return;
  if (pageNumberOnly.test(text)) losses.add('page-number', text);
  else losses.add(kind, text);
}

function readSideText(office: OfficePackage, part: string, context: BodyContext): string {
  try {
    const content = office.read(part);
    if (content === undefined) return '';
    const numberer = createNumberer(emptyNumbering, context.styles);
    const blocks = readBody(content, { ...context, numberer, losses: createLossLedger() });
    return blocks
      .map((block) => block.content)
      .join(' ')
      .trim();
  } catch (error) {
    if (error instanceof PermanentError && error.code !== 'DTD_FORBIDDEN') return '';
    throw error;
  }
}
