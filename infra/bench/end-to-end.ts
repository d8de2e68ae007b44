import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startLocalStack } from '@nianbao/local-stack';
import { type BenchFormat, type BenchReport, benchFormats, makeReports } from './make-reports.ts';
import { type PipelineRun, runPipeline } from './run-pipeline.ts';
import type { SequentialRun } from './run-sequential.ts';
import { type MemoryPeak, watchMemory } from './watch-memory.ts';

/**
 * Reports per second from the first upload's start until the last result is in a consumer's hands, on the local stack, beside the
 * plain reading without any pipeline: `pnpm bench [--count 500] [--formats txt,docx,pdf] [--json]`.
 */
interface BenchResult {
  format: BenchFormat;
  count: number;
  meanBytes: number;
  pipeline: PipelineRun & { perSecond: number };
  sequential: SequentialRun & { perSecond: number };
  peakMb: MemoryPeak;
  load: { before: number; after: number };
}

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '500' },
    formats: { type: 'string', default: benchFormats.join(',') },
    json: { type: 'boolean', default: false },
  },
});
const count = Number(values.count);
const formats = benchFormats.filter((format) => values.formats.split(',').includes(format));
const results: BenchResult[] = [];
for (const format of formats) results.push(await bench(format));
const conditions = {
  at: new Date().toISOString(),
  commit: git(),
  cores: availableParallelism(),
  cpu: cpus()[0]?.model,
  memoryMb: Math.round(totalmem() / 1024 ** 2),
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
};
if (values.json) process.stdout.write(`${JSON.stringify({ conditions, results }, null, 2)}\n`);
else print();

async function bench(format: BenchFormat): Promise<BenchResult> {
  const reports = await makeReports(format, count);
  const [before = 0] = loadavg();
  const sequential = readPlainly(format);
  const { run, peakMb } = await onFreshStack(reports, await makeReports(format, 12));
  const [after = 0] = loadavg();
  return {
    format,
    count,
    meanBytes: Math.round(reports.reduce((sum, { bytes }) => sum + bytes.length, 0) / count),
    pipeline: { ...run, perSecond: count / run.seconds },
    sequential: { ...sequential, perSecond: count / sequential.seconds },
    peakMb,
    load: { before, after },
  };
}

function readPlainly(format: BenchFormat): SequentialRun {
  const program = fileURLToPath(new URL('./sequential-child.ts', import.meta.url));
  const out = execFileSync(process.execPath, ['--import', 'tsx', program, format, String(count)], {
    encoding: 'utf8',
  });
  return JSON.parse(out) as SequentialRun;
}

async function onFreshStack(reports: BenchReport[], warmUp: BenchReport[]) {
  const dataDir = await mkdtemp(join(tmpdir(), 'nianbao-bench-'));
  const stack = await startLocalStack({ dataDir, log: 'silent' });
  try {
    const other = warmUp.map(({ name, bytes }) => ({
      name,
      bytes: Buffer.concat([bytes, Buffer.from('\n')]),
    }));
    await runPipeline(stack, 'warm-up', other);
    const memory = watchMemory();
    const run = await runPipeline(stack, 'bench', reports);
    return { run, peakMb: memory.stop() };
  } finally {
    await stack.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function print(): void {
  for (const [key, value] of Object.entries(conditions)) console.log(`${key.padEnd(10)}${value}`);
  for (const { format, pipeline, sequential, peakMb, load, ...of } of results) {
    console.log(
      `\n${format}: ${of.count} reports of ${of.meanBytes} bytes, load ${load.before.toFixed(1)} → ${load.after.toFixed(1)}`,
    );
    const rate = (run: { perSecond: number; seconds: number }) =>
      `${run.perSecond.toFixed(1)}/s, ${run.seconds.toFixed(1)} s`;
    console.log(
      `  pipeline    ${rate(pipeline)} (upload ${pipeline.uploadSeconds.toFixed(1)} s, failures ${pipeline.failures})`,
    );
    console.log(
      `  main       ${pipeline.mainCpuMs.toFixed(1)} ms of processor per report, event loop busy ${(pipeline.loopBusy * 100).toFixed(0)} %`,
    );
    const { convertSeconds, analysisSeconds } = sequential;
    console.log(
      `  sequential  ${rate(sequential)} (convert ${convertSeconds.toFixed(1)} s, analysis ${analysisSeconds.toFixed(1)} s)`,
    );
    for (const { stage, jobs, waitMs, runMs } of pipeline.stages) {
      console.log(
        `  ${stage.padEnd(10)}${String(jobs).padStart(6)} jobs, wait ${waitMs.toFixed(0)} ms, run ${runMs.toFixed(0)} ms`,
      );
    }
    console.log(`  peak MB    main ${peakMb.main}, converters ${peakMb.converters}, redis ${peakMb.redis}`);
  }
}

function git(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}
