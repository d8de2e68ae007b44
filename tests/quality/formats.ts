import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { convert } from '@nianbao/conversion';
import { corpusFolder } from '../support/corpus.ts';
import type { AnnotatedReport } from './gold.ts';
import { predictDocument } from './prediction.ts';
import { type ReportScore, scoreReport, totalScore } from './score-report.ts';
import { tally } from './tally.ts';

const formats = ['txt', 'html', 'docx', 'doc', 'odt', 'rtf', 'pdf'];
// Files whose text is not that of the report, by design of the corpus: glyphs without meaning, added notes, numbers left to the program.
const altered =
  /tounicode|tracked|footnotes|autonum|style-num|textbox|letterhead|table|rich-inline|hardwrap|softbreak/;

/** The corpus' files of each format through converter and analysis. Offsets differ there: figures are compared by value and unit. */
export async function scoreFormats(
  corpus: readonly AnnotatedReport[],
): Promise<{ name: string; score: ReportScore }[]> {
  const rows: { name: string; score: ReportScore }[] = [];
  const root = corpusFolder();
  if (root === null) return rows;
  for (const format of formats) {
    const folder = join(root, 'formats', format);
    if (!existsSync(folder)) continue;
    const files = readdirSync(folder).filter((file) => !altered.test(file));
    const scores: ReportScore[] = [];
    for (const file of files) {
      const report = corpus.find(({ name }) => name.slice(0, 3) === file.slice(0, 3));
      if (report) scores.push(await scoreFile(join(folder, file), file, report));
    }
    rows.push({ name: `${format} (${scores.length} files)`, score: totalScore(scores) });
  }
  return rows;
}

async function scoreFile(path: string, name: string, { gold }: AnnotatedReport): Promise<ReportScore> {
  const read = predictDocument(await convert(readFileSync(path), { name }));
  const score = scoreReport({ ...read, findings: [] }, { ...gold, consistency: [] });
  const wanted = gold.quantities.map(({ value, unit }) => `${value} ${unit}`);
  let right = 0;
  for (const { value, unit } of read.quantities) {
    const at = wanted.indexOf(`${value} ${unit}`);
    if (at < 0) continue;
    wanted.splice(at, 1);
    right += 1;
  }
  score.tallies.quantities = tally(right, read.quantities.length - right, wanted.length);
  return { ...score, ratios: { 'parts right': score.ratios['parts right'] ?? [0, 0] } };
}
