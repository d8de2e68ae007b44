import { naivePrediction } from './baseline.ts';
import { belowFloors, figuresOf } from './floors.ts';
import { scoreFormats } from './formats.ts';
import { type AnnotatedReport, loadCorpus, loadSamples } from './gold.ts';
import { missesOf } from './misses.ts';
import { predict } from './prediction.ts';
import { recognizersFigures } from './recognizers-baseline.ts';
import { scoreQuantities } from './score-quantities.ts';
import { type ReportScore, scoreReport, totalScore } from './score-report.ts';
import { printTable } from './table.ts';

// `pnpm quality [--misses] [--baselines] [--fast] [--json]`
// --misses     every miss, false alarm and wrong value with the words around it
// --baselines  Recognizers-Text on all reports (it reads two or three a second), not on the first few of a sheet alone
// --fast       neither Recognizers-Text nor the formats
const sampled = 8;
type SheetName = Parameters<typeof belowFloors>[0];
const asked = (flag: string): boolean => process.argv.includes(flag);
const corpus = loadCorpus();
const sheets = [
  sheetOf('own samples', loadSamples()),
  ...(corpus ? [sheetOf('private corpus', corpus)] : []),
];
const short = sheets.flatMap(({ name, total }) => belowFloors(name, total));

if (asked('--json')) {
  process.stdout.write(
    `${JSON.stringify({ corpus: corpus !== null, sheets: sheets.map(toJson), short }, null, 1)}\n`,
  );
} else {
  for (const { name, annotated, reports, total, naive } of sheets) {
    console.log(`\n######## ${name} (${reports.length} reports)`);
    printTable([
      ...reports,
      { name: 'TOTAL (micro)', score: total },
      { name: 'naive baseline', score: naive },
      ...(asked('--fast') ? [] : [recognizersRow(annotated)]),
    ]);
    if (!asked('--misses')) continue;
    for (const report of reports) for (const line of report.misses) console.log(`${report.name}  ${line}`);
  }
  if (corpus && !asked('--fast')) {
    console.log('\n######## private corpus through the converters (figures by value, without place)');
    printTable(await scoreFormats(corpus));
  }
  for (const line of short) console.log(`BELOW FLOOR  ${line}`);
}
if (!corpus) {
  console.error('\n!!!! THE PRIVATE CORPUS IS ABSENT: only the repository’s own samples were measured.');
  console.error('!!!! Set NIANBAO_CORPUS to its folder (with gold/ and reports/) to measure it.');
}
process.exitCode = short.length > 0 ? 1 : 0;

function sheetOf(name: SheetName, annotated: readonly AnnotatedReport[]) {
  const reports = annotated.map((report) => {
    const read = predict(report.text, report.gold.meta?.profile);
    return { name: report.name, score: scoreReport(read, report.gold), misses: missesOf(report, read) };
  });
  const naive = annotated.map(({ text, gold }) => scoreReport(naivePrediction(text), gold));
  return {
    name,
    annotated,
    reports,
    total: totalScore(reports.map(({ score }) => score)),
    naive: totalScore(naive),
  };
}

/** Figures alone: it reads nothing else. */
function recognizersRow(annotated: readonly AnnotatedReport[]): { name: string; score: ReportScore } {
  const some = asked('--baselines') ? annotated : annotated.slice(0, sampled);
  const scores = some.map(({ text, gold }) => ({
    tallies: { quantities: scoreQuantities(recognizersFigures(text), gold.quantities).strict },
    ratios: {},
  }));
  const share = some.length < annotated.length ? `, first ${some.length}` : '';
  return { name: `Recognizers-Text${share}`, score: totalScore(scores) };
}

function toJson({ name, reports, total, naive }: (typeof sheets)[number]): unknown {
  const detail = (score: ReportScore) => ({ ...score, figures: figuresOf(score) });
  return {
    name,
    reports: reports.map((report) => ({ name: report.name, ...detail(report.score), misses: report.misses })),
    total: detail(total),
    naive: detail(naive),
  };
}
