import type { CrossFinding, Sha256 } from '@nianbao/contracts';
import type { Database } from '../database/database.ts';
import { comparedIndicators } from './compared-indicators.ts';
import { copiedFromPlaces, copiedFromYear, copiesByDocument } from './copy-findings.ts';
import { figureFindings } from './figure-findings.ts';
import { namesakesOf, type RelatedReport, reportsOf } from './related-report.ts';
import { earlierReport, isOtherPlace } from './same-place.ts';
import { sharedPrints } from './shared-prints.ts';

/**
 * What shows of a report only beside others: text and figures taken over from the same place's earlier report or from other places'.
 * Empty for documents without a report, and for reports that do not say which place they are of.
 */
export async function relatedFindings(db: Database, documentId: Sha256): Promise<CrossFinding[]> {
  const [here] = await reportsOf(db, [documentId]);
  if (!here || here.jurisdiction === null) return [];
  const prints = await sharedPrints(db, here);
  const copies = copiesByDocument(prints);
  const earlier = earlierReport(here, await namesakesOf(db, here));
  const others = (await reportsOf(db, [...copies.keys()])).filter((report) => mayBeCopied(here, report));
  return [
    ...(earlier ? copiedFromYear(copies.get(earlier.documentId) ?? [], prints.length, earlier) : []),
    ...(earlier ? figureFindings(await comparedIndicators(db, documentId, earlier.documentId), earlier) : []),
    ...copiedFromPlaces(
      others.map((report) => ({ report, copies: copies.get(report.documentId) ?? [] })),
      prints.length,
    ),
  ];
}

/** Who copied whom the text does not say, but nobody copies from a later year. */
function mayBeCopied(here: RelatedReport, there: RelatedReport): boolean {
  const later = here.year !== null && there.year !== null && there.year > here.year;
  return !later && isOtherPlace(here, there);
}
