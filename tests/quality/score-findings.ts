import type { GoldConsistency } from './gold.ts';
import type { PredictedFinding } from './prediction.ts';
import { type Tally, tally } from './tally.ts';

/** The annotators' kinds that the review looks for, and its codes for them. */
const codesOf = new Map([
  ['sum', ['sum-mismatch', 'part-exceeds-whole']],
  ['part', ['part-exceeds-whole', 'sum-mismatch']],
  ['ratio', ['rate-mismatch', 'part-exceeds-whole']],
  ['rate', ['rate-mismatch', 'part-exceeds-whole']],
  ['rate_over_100', ['rate-over-100']],
  ['numbering', ['numbering', 'empty-item']],
  ['duplicate_text', ['duplicated-text']],
  ['contradiction', ['contradiction']],
]);
const scored = new Set([...codesOf.values()].flat());
// A finding may begin at the number, the annotation at the title behind it.
const slack = 6;

/** Faults found, false alarms and missed faults. A report whose consistency nobody annotated counts nothing. */
export function scoreFindings(
  found: readonly PredictedFinding[],
  gold: readonly GoldConsistency[] | undefined,
): Tally {
  if (!gold) return tally();
  const { missed, alarms, right } = compareFindings(found, gold);
  return tally(right.length, alarms.length, missed.length);
}

export function compareFindings(found: readonly PredictedFinding[], gold: readonly GoldConsistency[]) {
  const faults = gold.filter(({ kind, holds }) => !holds && codesOf.has(kind));
  const hits = (finding: PredictedFinding, fault: GoldConsistency): boolean =>
    (codesOf.get(fault.kind)?.includes(finding.code) ?? false) &&
    finding.spans.some((span) => touches(span, fault));
  return {
    right: faults.filter((fault) => found.some((finding) => hits(finding, fault))),
    missed: faults.filter((fault) => !fault.soft && !found.some((finding) => hits(finding, fault))),
    alarms: found.filter(
      (finding) => scored.has(finding.code) && !faults.some((fault) => hits(finding, fault)),
    ),
  };
}

function touches({ start, end }: { start: number; end: number }, fault: GoldConsistency): boolean {
  const length = [...fault.quote].length;
  return [fault.start, fault.other_start].some(
    (at) => at !== undefined && at - slack < end && start < at + length + slack,
  );
}
