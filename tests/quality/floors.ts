import recorded from './floors.json' with { type: 'json' };
import type { ReportScore } from './score-report.ts';
import { measures } from './tally.ts';

type Sheet = keyof typeof recorded;

/** Every figure of a sheet's micro-total: F1 of the tallies, share of the ratios. */
export function figuresOf({ tallies, ratios }: ReportScore): Record<string, number> {
  return Object.fromEntries([
    ...Object.entries(tallies).map(([name, counts]) => [name, measures(counts).f1]),
    ...Object.entries(ratios).map(([name, [right, of]]) => [name, of > 0 ? right / of : 1]),
  ]);
}

/** What falls below the figures recorded in `floors.json` for the sheet. Raise them when the figures rise. */
export function belowFloors(sheet: Sheet, total: ReportScore): string[] {
  const figures = figuresOf(total);
  return Object.entries(recorded[sheet]).flatMap(([name, floor]) => {
    const value = figures[name] ?? 0;
    return value < floor ? [`${sheet}: ${name} ${value.toFixed(3)} < ${floor}`] : [];
  });
}
