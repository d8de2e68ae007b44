import type { ReportScore } from './score-report.ts';
import { measures } from './tally.ts';

const floors = { quantities: 0.95, 'headings L1-2': 0.9, indicators: 0.75 };
const partsFloor = 0.8;

/** What falls short of the floors in a micro-total: F1 0.95 for quantities, 0.90 for headings, 0.75 for indicators, 4 of 5 parts. */
export function belowFloors(total: ReportScore): string[] {
  const short = Object.entries(floors).flatMap(([name, floor]) => {
    const score = total.tallies[name];
    const f1 = score ? measures(score).f1 : 0;
    return f1 < floor ? [`${name}: F1 ${f1.toFixed(3)} < ${floor}`] : [];
  });
  const [right, of] = total.ratios['parts right'] ?? [0, 0];
  return right < of * partsFloor ? [...short, `parts right: ${right}/${of} < ${partsFloor}`] : short;
}
