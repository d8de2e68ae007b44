import type { Block, ConvertedDocument } from '@nianbao/contracts';
import { createTextBuilder } from '../../blocks/text-builder.ts';
import type { PdfParagraph } from './join-paragraphs.ts';
import type { PdfPage } from './pdf-page.ts';

export interface AssembledText {
  text: string;
  blocks: Block[];
  pageSpans: NonNullable<ConvertedDocument['pages']>;
}

/** Canonical text of the paragraphs, with the span of each page; a page's span ends where the next one starts. */
export function assemble(paragraphs: PdfParagraph[], pages: PdfPage[], maxLength: number): AssembledText {
  const builder = createTextBuilder(maxLength);
  const starts = new Map<number, number>();
  for (const { text, kind, centred, pages: touched } of paragraphs) {
    const page = touched[0]?.number ?? 1;
    const start = builder.add(text, { kind, page, ...(centred ? { centred } : {}) });
    if (start === undefined) continue;
    for (const { number, offset } of touched) if (!starts.has(number)) starts.set(number, start + offset);
  }
  const text = builder.text();
  return { text, blocks: builder.blocks, pageSpans: spanPages(pages, starts, text.length) };
}

/** A page without text gets an empty span where it would stand. */
function spanPages(
  pages: PdfPage[],
  starts: Map<number, number>,
  length: number,
): AssembledText['pageSpans'] {
  let end = length;
  const spans = pages.toReversed().map(({ number }) => {
    const start = starts.get(number) ?? end;
    const span = { number, start, end };
    end = start;
    return span;
  });
  return spans.reverse();
}
