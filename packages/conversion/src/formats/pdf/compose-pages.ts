import type { LossLedger } from '../../loss-ledger.ts';
import { type AssembledText, assemble } from './assemble.ts';
import { buildLines } from './build-lines.ts';
import { dropFootnotes } from './drop-footnotes.ts';
import { dropFurniture } from './drop-furniture.ts';
import { joinParagraphs } from './join-paragraphs.ts';
import type { PdfPage } from './pdf-page.ts';
import { splitColumns } from './split-columns.ts';

/** Canonical text of placed text, whether it comes from a text layer or from OCR: paragraphs joined by the geometry of their lines. */
export function composePages(pages: PdfPage[], losses: LossLedger, maxLength: number): AssembledText {
  const built = pages.map((page) => ({ page, lines: buildLines(page) }));
  for (const { page } of built) losses.add('header', 'text at an angle', page.slanted);
  const bodies = dropFurniture(built, losses);
  const lines = bodies.flatMap((body) => splitColumns(dropFootnotes(body, losses)));
  const widths = new Map(pages.map(({ number, box }) => [number, box.right - box.left]));
  return assemble(joinParagraphs(lines, widths), pages, maxLength);
}
