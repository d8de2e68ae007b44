import { median } from '../formats/pdf/median.ts';
import type { PdfPage } from '../formats/pdf/pdf-page.ts';

/** Sizes measured on a picture differ by this much where the print does not. */
const tolerance = 0.15;

/**
 * Gives recognised text that is about as large as the document's body exactly the body's size, so that differences in
 * measuring are not taken for headings. The body is that of the pages with a text layer, if there are any.
 */
export function levelSizes<Page extends PdfPage>(recognised: Page[], textPages: readonly PdfPage[]): Page[] {
  const body = bodySize(textPages) ?? bodySize(recognised);
  if (body === undefined) return recognised;
  const level = (size: number): number => (Math.abs(size / body - 1) <= tolerance ? body : size);
  return recognised.map((page) => ({
    ...page,
    fragments: page.fragments.map((fragment) => ({ ...fragment, size: level(fragment.size) })),
  }));
}

function bodySize(pages: readonly PdfPage[]): number | undefined {
  return median(
    pages.flatMap(({ fragments }) => fragments.flatMap(({ text, size }) => Array(text.length).fill(size))),
  );
}
