import { defaultProfileId, getProfile, readDocument } from '@nianbao/analysis';
import { convert } from '@nianbao/conversion';
import { type BenchReport, benchFormats, makeReports } from './make-reports.ts';

export interface SequentialRun {
  seconds: number;
  convertSeconds: number;
  analysisSeconds: number;
}

// A process of its own for the plain reading: what its libraries change in theirs must not slow the pipeline.
const [name, count] = process.argv.slice(2);
const format = benchFormats.find((each) => each === name) ?? 'txt';
// Few first: code that is compiled when it is first used counts for neither side.
await runSequential(await makeReports(format, 12));
process.stdout.write(JSON.stringify(await runSequential(await makeReports(format, Number(count)))));

/**
 * What the pipeline costs is seen against this: the same reading, one report after the other in this process, without queue, store,
 * catalogue or isolation. It loses everything when it is killed.
 */
async function runSequential(reports: readonly BenchReport[]): Promise<SequentialRun> {
  const profile = getProfile(defaultProfileId);
  const run = { seconds: 0, convertSeconds: 0, analysisSeconds: 0 };
  for (const { name, bytes } of reports) {
    const startedAt = performance.now();
    // A copy: converting a PDF takes the bytes away.
    const document = await convert(bytes.slice(), { name });
    const convertedAt = performance.now();
    readDocument(document, profile);
    run.convertSeconds += (convertedAt - startedAt) / 1000;
    run.analysisSeconds += (performance.now() - convertedAt) / 1000;
  }
  run.seconds = run.convertSeconds + run.analysisSeconds;
  return run;
}
