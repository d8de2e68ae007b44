import type { CrossFinding, LocalizedText, Sha256, Span } from '@nianbao/contracts';
import { toThere } from './cross-place.ts';
import type { RelatedReport } from './related-report.ts';
import type { SharedPrint } from './shared-prints.ts';

interface Copy {
  here: Span;
  there: Span;
}

const minParagraphs = 3;
/** A short report has few paragraphs: two of them count when they are much of it. */
const minOfShort = 2;
const minShareOfYear = 0.25;
const minShareOfPlace = 0.3;
const maxPlaces = 5;

/** Which documents share paragraphs with this one, and where. */
export function copiesByDocument(prints: readonly SharedPrint[]): Map<Sha256, Copy[]> {
  const copies = new Map<Sha256, Copy[]>();
  for (const { here, others } of prints) {
    for (const { documentId, start, end } of others) {
      const known = copies.get(documentId) ?? [];
      // A paragraph has one print in a document, so each pair is met once.
      copies.set(documentId, [...known, { here, there: { start, end } }]);
    }
  }
  return copies;
}

/** Paragraphs that stand in the place's earlier report. `total`: own paragraphs that are no formula of the genre. */
export function copiedFromYear(
  copies: readonly Copy[],
  total: number,
  earlier: RelatedReport,
): CrossFinding[] {
  const count = copies.length;
  const much = count >= minOfShort && count >= total * minShareOfYear;
  if (count < minParagraphs && !much) return [];
  return [
    finding('copied-from-earlier-year', copies, earlier, {
      zh: `有 ${count} 段与本地 ${earlier.year} 年报告相同（不计年份、数字），占 ${total} 个较长段落的 ${percent(count, total)}。`,
      en: `${count} paragraphs are those of the same place's report on ${earlier.year} but for years and figures: ${percent(count, total)} of the ${total} longer ones.`,
    }),
  ];
}

/** Near-copies of other places' reports, the most alike first, then the latest; one report of each place, at most 5. */
export function copiedFromPlaces(
  candidates: readonly { report: RelatedReport; copies: readonly Copy[] }[],
  total: number,
): CrossFinding[] {
  const seen = new Set<string>();
  return candidates
    .filter(({ copies }) => copies.length >= minParagraphs && copies.length >= total * minShareOfPlace)
    .toSorted((a, b) => b.copies.length - a.copies.length || (b.report.year ?? 0) - (a.report.year ?? 0))
    .filter(({ report: { place } }) => place !== null && !seen.has(place) && seen.add(place))
    .slice(0, maxPlaces)
    .map(({ report, copies }) => {
      const count = copies.length;
      const zhYear = report.year === null ? '' : ` ${report.year} 年`;
      const enYear = report.year === null ? '' : ` on ${report.year}`;
      return finding('copied-from-other-place', copies, report, {
        zh: `有 ${count} 段与${report.jurisdiction}${zhYear}报告相同（不计地名、年份、数字），占 ${total} 个较长段落的 ${percent(count, total)}。`,
        en: `${count} paragraphs are those of the report of ${report.jurisdiction}${enYear} but for names, years and figures: ${percent(count, total)} of the ${total} longer ones.`,
      });
    });
}

function finding(
  code: CrossFinding['code'],
  copies: readonly Copy[],
  report: RelatedReport,
  message: LocalizedText,
): CrossFinding {
  return { code, severity: 'warning', message, indicators: [], ...toThere(report, copies) };
}

function percent(part: number, whole: number): string {
  return `${Math.round((part / whole) * 100)}%`;
}
