import { benchFormats, makeReports } from './make-reports.ts';
import { runSequential } from './run-sequential.ts';

/** A process of its own for the plain reading: what its libraries change in theirs must not slow the pipeline. */
const [name, count] = process.argv.slice(2);
const format = benchFormats.find((each) => each === name) ?? 'txt';
// Few first: code that is compiled when it is first used counts for neither side.
await runSequential(await makeReports(format, 12));
process.stdout.write(JSON.stringify(await runSequential(await makeReports(format, Number(count)))));
