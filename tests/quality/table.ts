import type { ReportScore } from './score-report.ts';
import { measures } from './tally.ts';

const columns: { head: string; width: number; cell(score: ReportScore): string }[] = [
  { head: 'heads 1-2', width: 10, cell: (score) => f1(score, 'headings L1-2') },
  { head: 'heads 3', width: 8, cell: (score) => f1(score, 'headings L3') },
  { head: 'figures P', width: 10, cell: (score) => part(score, 'quantities', 'p') },
  { head: 'R', width: 6, cell: (score) => part(score, 'quantities', 'r') },
  { head: 'F1', width: 6, cell: (score) => f1(score, 'quantities') },
  { head: 'subjects', width: 9, cell: (score) => share(score, 'subject on matched') },
  { head: 'indic. P', width: 9, cell: (score) => part(score, 'indicators', 'p') },
  { head: 'R', width: 6, cell: (score) => part(score, 'indicators', 'r') },
  { head: 'F1', width: 6, cell: (score) => f1(score, 'indicators') },
  { head: 'parts', width: 8, cell: ({ ratios }) => ratios['parts right']?.join('/') ?? '–' },
  { head: 'faults', width: 8, cell: ({ tallies }) => found(tallies.findings) },
  { head: 'alarms', width: 7, cell: ({ tallies }) => String(tallies.findings?.fp ?? '–') },
];
const nameWidth = 26;

/** One line per report, then the totals: headings F1 · figures and indicators P R F1 · subjects · parts right · faults found of annotated · false alarms. */
export function printTable(rows: readonly { name: string; score: ReportScore }[]): void {
  console.log(`${''.padEnd(nameWidth)}${columns.map(({ head, width }) => head.padStart(width)).join(' ')}`);
  for (const { name, score } of rows)
    console.log(
      `${name.slice(0, nameWidth - 1).padEnd(nameWidth)}${columns
        .map(({ width, cell }) => cell(score).padStart(width))
        .join(' ')}`,
    );
}

function f1(score: ReportScore, name: string): string {
  return part(score, name, 'f1');
}

function part({ tallies }: ReportScore, name: string, key: 'p' | 'r' | 'f1'): string {
  const counts = tallies[name];
  return counts ? measures(counts)[key].toFixed(3) : '–';
}

function share({ ratios }: ReportScore, name: string): string {
  const [right, of] = ratios[name] ?? [0, 0];
  return of > 0 ? (right / of).toFixed(3) : '–';
}

function found(counts: { tp: number; fn: number } | undefined): string {
  return counts && counts.tp + counts.fn > 0 ? `${counts.tp}/${counts.tp + counts.fn}` : '–';
}
