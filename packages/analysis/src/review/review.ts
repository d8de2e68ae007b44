import type { ConvertedDocument, Extraction, Finding, Outline, Review } from '@nianbao/contracts';
import { flatMap } from '../patterns/flat-map.ts';
import type { Profile } from '../profiles/profile.ts';
import { checkAnnexFigures } from './annex-figures.ts';
import { checkBalances } from './balances.ts';
import { checkCompleteness } from './completeness.ts';
import { checkContradictions } from './contradictions.ts';
import { checkDeadlines } from './deadlines.ts';
import { checkDuplicates } from './duplicates.ts';
import { checkGenre, isOfGenre } from './genre.ts';
import { checkImpossibleRates } from './impossible-rates.ts';
import { checkNumbering } from './numbering.ts';
import { checkOffTopicItems } from './off-topic-items.ts';
import { paragraphPrints } from './paragraph-prints.ts';
import { partFindings } from './part-findings.ts';
import { reviewParts } from './parts.ts';
import { checkRates } from './rates.ts';
import { checkRepeatedTitles } from './repeated-titles.ts';
import { type Check, createSource } from './source.ts';
import { checkSums } from './sums.ts';
import { checkTextQuality } from './text-quality.ts';
import { checkYears } from './years.ts';
import { checkZeroEvents } from './zero-events.ts';

const checks: readonly Check[] = [
  checkGenre,
  checkTextQuality,
  checkSums,
  checkBalances,
  checkRates,
  checkImpossibleRates,
  checkContradictions,
  checkZeroEvents,
  checkAnnexFigures,
  checkOffTopicItems,
  checkYears,
  checkDuplicates,
  checkRepeatedTitles,
  checkNumbering,
  checkDeadlines,
];
const weight: Record<Finding['severity'], number> = { error: 0, warning: 1, info: 2 };
// More of one kind says no more than that the whole report is of that kind.
const maxPerCode = 20;

/** State of the parts the statute asks for, what a checker should look at (errors first, at most 20 of one code), and the paragraphs' prints. */
export function review(
  document: ConvertedDocument,
  outline: Outline,
  extraction: Extraction,
  profile: Profile,
): Review {
  const source = createSource(document, outline, extraction, profile);
  const parts = reviewParts(source);
  const findings = [
    ...(isOfGenre(source) ? partFindings(parts, profile.parts) : []),
    ...flatMap(checks, (check) => check(source)),
    ...(isOfGenre(source) ? checkCompleteness(source) : []),
  ];
  const seen = new Map<string, number>();
  const limited = findings.filter(({ code }) => {
    const count = (seen.get(code) ?? 0) + 1;
    seen.set(code, count);
    return count <= maxPerCode;
  });
  return {
    parts,
    findings: limited.sort((a, b) => weight[a.severity] - weight[b.severity]),
    prints: paragraphPrints(source),
  };
}
