import { belowFloors } from './floors.ts';
import { type AnnotatedReport, loadCorpus, loadSamples } from './gold.ts';
import { predict } from './prediction.ts';
import { type ReportScore, scoreReport, totalScore } from './score-report.ts';
import { measures } from './tally.ts';

interface Sheet {
  name: string;
  reports: { name: string; score: ReportScore }[];
  total: ReportScore;
}

const json = process.argv.includes('--json');
const corpus = loadCorpus();
const sheets = [
  sheetOf('own samples', loadSamples()),
  ...(corpus ? [sheetOf('private corpus', corpus)] : []),
];
const short = sheets.flatMap(({ name, total }) => belowFloors(total).map((line) => `${name}: ${line}`));

if (json) {
  process.stdout.write(
    `${JSON.stringify({ corpus: corpus !== null, sheets: sheets.map(toJson), short }, null, 1)}\n`,
  );
} else {
  for (const { name, reports, total } of sheets) {
    console.log(`\n######## ${name} (${reports.length} reports)`);
    for (const report of reports) print(report.name, report.score);
    print('TOTAL (micro)', total);
  }
  for (const line of short) console.log(`BELOW FLOOR  ${line}`);
}
if (!corpus) {
  console.error('\n!!!! THE PRIVATE CORPUS IS ABSENT: only the repository’s own samples were measured.');
  console.error('!!!! Set NIANBAO_CORPUS to its folder (with gold/ and reports/) to measure it.');
}
process.exitCode = short.length > 0 ? 1 : 0;

function sheetOf(name: string, annotated: readonly AnnotatedReport[]): Sheet {
  const reports = annotated.map((report) => ({
    name: report.name,
    score: scoreReport(predict(report.text), report.gold),
  }));
  return { name, reports, total: totalScore(reports.map(({ score }) => score)) };
}

function print(name: string, { tallies, ratios }: ReportScore): void {
  console.log(`== ${name}`);
  console.log(
    `${''.padEnd(28)} ${['P', 'R', 'F1'].map((head) => head.padStart(6)).join(' ')}     tp   fp   fn`,
  );
  for (const [measure, counts] of Object.entries(tallies)) {
    const { p, r, f1 } = measures(counts);
    const figures = [p, r, f1].map((value) => value.toFixed(3).padStart(6)).join(' ');
    const numbers = [counts.tp, counts.fp, counts.fn].map((value) => String(value).padStart(4)).join(' ');
    console.log(`${measure.padEnd(28)} ${figures}   ${numbers}`);
  }
  for (const [measure, [right, of]] of Object.entries(ratios))
    console.log(`${measure.padEnd(28)} ${right}/${of}`);
}

function toJson({ name, reports, total }: Sheet): unknown {
  const detail = ({ tallies, ratios }: ReportScore) => ({
    prf: Object.fromEntries(
      Object.entries(tallies).map(([measure, counts]) => [measure, { ...measures(counts), ...counts }]),
    ),
    ratios,
  });
  return {
    name,
    reports: reports.map((report) => ({ name: report.name, ...detail(report.score) })),
    total: detail(total),
  };
}
