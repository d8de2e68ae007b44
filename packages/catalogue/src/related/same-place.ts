import type { RelatedReport } from './related-report.ts';

/** Who signs for a place beside its government: a bureau's figures are not the government's. */
const bureau = /[\u3400-\u9fff]{2,}(?:局|厅|委员会|办公室|支队|大队|中心)$/;

/**
 * The report of the same body of the same place on the nearest earlier year; null when there is none, or when the names leave it open
 * which of two places is meant (城关镇 of one county or of another). `namesakes` are newest first.
 */
export function earlierReport(
  here: RelatedReport,
  namesakes: readonly RelatedReport[],
): RelatedReport | null {
  const { year, place } = here;
  if (year === null || place === null) return null;
  const places = [...new Set([place, ...namesakes.flatMap((there) => there.place ?? [])])];
  const unclear = places.some((a) => places.some((b) => !agree(a, b)));
  // A bare 城关镇 beside those of two counties may be either.
  if (unclear && place === here.jurisdiction) return null;
  const isSame = (other: string) => (unclear ? other === place : agree(other, place));
  return (
    namesakes.find(
      (there) =>
        there.year !== null &&
        there.year < year &&
        there.place !== null &&
        isSame(there.place) &&
        body(there) === body(here),
    ) ?? null
  );
}

/** Certainly two places: 青川湾县云栖镇 and 云栖镇 may be one, 甲县城关镇 and 乙县城关镇 are too often a misread county. */
export function isOtherPlace(here: RelatedReport, there: RelatedReport): boolean {
  return (
    here.jurisdiction !== null && there.jurisdiction !== null && !agree(here.jurisdiction, there.jurisdiction)
  );
}

function agree(a: string, b: string): boolean {
  return a.endsWith(b) || b.endsWith(a);
}

/** The bureau that signs; empty for the government itself and when nobody signs. */
function body({ issuer, jurisdiction }: RelatedReport): string {
  const name = (issuer ?? '').replace(/\s+/g, '');
  const rest = jurisdiction === null ? name : (name.split(jurisdiction).at(-1) ?? '');
  return bureau.exec(rest)?.[0] ?? '';
}
