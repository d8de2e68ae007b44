import type { LossLedger } from '../../loss-ledger.ts';
import type { PageLine, PdfPage } from './pdf-page.ts';

/** Headers, footers and page numbers stand in this outer share of the page. */
const outerShare = 0.13;
const minRepeats = 2;
const pageNumber =
  /^[\s\-—–－·.•]*(?:第\s*)?[\divxlc一二三四五六七八九十]{1,4}(?:\s*页)?(?:[\s,，/]*(?:共|of)?\s*\d{1,4}\s*页?)?[\s\-—–－·.•]*$/iu;

/**
 * Leaves out page numbers and lines that repeat, digits masked, at the edge of several pages, working inwards from the edge
 * until a line of the text is met. What is left out is counted as `page-number`, `header` or `footer`.
 */
export function dropFurniture(
  pages: { page: PdfPage; lines: PageLine[] }[],
  losses: LossLedger,
): PageLine[][] {
  const repeats = countRepeats(pages);
  const isFurniture = (line: PageLine): boolean => {
    return !line.opensNote && (isPageNumber(line) || (repeats.get(mask(line))?.size ?? 0) >= minRepeats);
  };
  return pages.map(({ page, lines }) => {
    let [first, last] = [0, lines.length];
    while (first < last && isAtEdge(lines[first], page, 'top') && test(lines[first], isFurniture)) first += 1;
    while (last > first && isAtEdge(lines[last - 1], page, 'bottom') && test(lines[last - 1], isFurniture))
      last -= 1;
    for (const line of lines.slice(0, first)) report(line, 'header', losses);
    for (const line of lines.slice(last)) report(line, 'footer', losses);
    return lines.slice(first, last);
  });
}

function countRepeats(pages: { page: PdfPage; lines: PageLine[] }[]): Map<string, Set<number>> {
  const repeats = new Map<string, Set<number>>();
  for (const { page, lines } of pages) {
    for (const line of lines) {
      if (!isAtEdge(line, page, 'top') && !isAtEdge(line, page, 'bottom')) continue;
      const key = mask(line);
      repeats.set(key, (repeats.get(key) ?? new Set()).add(page.number));
    }
  }
  return repeats;
}

function test(line: PageLine | undefined, condition: (line: PageLine) => boolean): boolean {
  return line !== undefined && condition(line);
}

function isAtEdge(line: PageLine | undefined, { box }: PdfPage, edge: 'top' | 'bottom'): boolean {
  if (line === undefined) return false;
  const margin = (box.top - box.bottom) * outerShare;
  return edge === 'top' ? line.y > box.top - margin : line.y < box.bottom + margin;
}

function isPageNumber(line: PageLine): boolean {
  return pageNumber.test(textOf(line));
}

function textOf(line: PageLine): string {
  return line.segments.map(({ text }) => text).join(' ');
}

function mask(line: PageLine): string {
  return textOf(line).normalize('NFKC').replaceAll(/\s/gu, '').replaceAll(/\d+/gu, '#');
}

function report(line: PageLine, kind: 'header' | 'footer', losses: LossLedger): void {
  losses.add(isPageNumber(line) ? 'page-number' : kind, textOf(line));
}
