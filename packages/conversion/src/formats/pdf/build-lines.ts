import { cleanText, isWideBoundary } from './clean-text.ts';
import type { Fragment, PageLine, PdfPage, Segment } from './pdf-page.ts';

/** Fragments whose baselines differ less than this, in em, stand on one line. */
const baselineSlack = 0.45;
/** A gap this wide, in em, parts columns or cells. */
const segmentGap = 1.2;
const spaceGap = 0.15;
/** A raised, small number is a reference to a footnote: left in, it would run into the figure before it. */
const referenceSize = 0.75;

/** The lines of a page from top to bottom; each is parted at wide gaps. References to footnotes are left out. */
export function buildLines(page: PdfPage): PageLine[] {
  const rows: Fragment[][] = [];
  const heights: { y: number; size: number }[] = [];
  for (const fragment of page.fragments.toSorted((a, b) => b.y - a.y || a.x0 - b.x0)) {
    const last = heights.at(-1);
    if (last !== undefined && last.y - fragment.y < baselineSlack * Math.max(last.size, fragment.size)) {
      rows.at(-1)?.push(fragment);
      if (fragment.size > last.size) Object.assign(last, { y: fragment.y, size: fragment.size });
    } else {
      rows.push([fragment]);
      heights.push({ y: fragment.y, size: fragment.size });
    }
  }
  return rows.flatMap((row) => {
    const references = row.filter((fragment) => isReference(fragment, row));
    const kept = row.filter((fragment) => !references.includes(fragment));
    if (kept.length === 0) return [];
    const line = toLine(page.number, kept);
    line.opensNote = references.some(({ x0 }) => x0 < line.x0);
    return [line];
  });
}

function isReference(fragment: Fragment, row: Fragment[]): boolean {
  if (!/^[\d①-⑳*]{1,3}$/u.test(fragment.text)) return false;
  const body = Math.max(...row.map(({ size }) => size));
  const baseline = Math.min(...row.filter(({ size }) => size === body).map(({ y }) => y));
  return fragment.size <= body * referenceSize && fragment.y - baseline > body * 0.15;
}

/** A line from its fragments; also used again on the part of a line that stands in one column. */
export function toLine(page: number, row: Fragment[], column: PageLine['column'] = 'single'): PageLine {
  const fragments = row.toSorted((a, b) => a.x0 - b.x0);
  const size = dominantSize(fragments);
  const segments: Segment[] = [];
  let previous: Fragment | undefined;
  for (const fragment of fragments) {
    const last = segments.at(-1);
    if (previous !== undefined && isDoubleStrike(previous, fragment)) continue;
    if (last === undefined || fragment.x0 - last.x1 > segmentGap * size) {
      segments.push({ text: fragment.text, x0: fragment.x0, x1: fragment.x1, fragments: [fragment] });
    } else extend(last, fragment, size);
    previous = fragment;
  }
  for (const segment of segments) segment.text = cleanText(segment.text);
  const x0 = segments[0]?.x0 ?? 0;
  const x1 = segments.at(-1)?.x1 ?? x0;
  return { page, segments, x0, x1, y: fragments[0]?.y ?? 0, size, column, opensNote: false };
}

function extend(segment: Segment, fragment: Fragment, size: number): void {
  segment.text += gapText(segment, fragment, size) + fragment.text;
  segment.x1 = Math.max(segment.x1, fragment.x1);
  segment.fragments.push(fragment);
}

/** Bold made by drawing the same text twice. */
function isDoubleStrike(a: Fragment, b: Fragment): boolean {
  return a.text === b.text && Math.abs(a.x0 - b.x0) < a.size * 0.15 && Math.abs(a.x1 - b.x1) < a.size * 0.15;
}

function gapText(before: Segment, after: Fragment, size: number): string {
  return after.x0 - before.x1 > spaceGap * size && !isWideBoundary(before.text, after.text) ? ' ' : '';
}

function dominantSize(fragments: Fragment[]): number {
  const weights = new Map<number, number>();
  for (const { size, text } of fragments) {
    const key = Math.round(size * 2) / 2;
    weights.set(key, (weights.get(key) ?? 0) + text.length);
  }
  return [...weights].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [1, 0])[0] || 1;
}
