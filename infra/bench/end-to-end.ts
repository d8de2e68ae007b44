import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startLocalStack } from '@nianbao/local-stack';
import { startBench } from './bench.ts';
import { currentLoad } from './conditions.ts';
import { type BenchFormat, type BenchReport, benchFormats, makeReports } from './make-reports.ts';
import { type PipelineRun, runPipeline } from './run-pipeline.ts';
import type { SequentialRun } from './sequential-child.ts';
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

const { options, say, finish } = startBench({ count: 500, formats: benchFormats.join(',') });
const { count } = options;
const results: BenchResult[] = [];
for (const format of benchFormats.filter((each) => options.formats.split(',').includes(each))) {
  const result = await bench(format);
  results.push(result);
  say(describe(result));
}
finish({ results });

async function bench(format: BenchFormat): Promise<BenchResult> {
  const reports = await makeReports(format, count);
  const before = currentLoad();
  const sequential = readPlainly(format);
  const { run, peakMb } = await onFreshStack(reports, await makeReports(format, 12));
  return {
    format,
    count,
    meanBytes: Math.round(reports.reduce((sum, { bytes }) => sum + bytes.length, 0) / count),
    pipeline: { ...run, perSecond: count / run.seconds },
    sequential: { ...sequential, perSecond: count / sequential.seconds },
    peakMb,
    load: { before, after: currentLoad() },
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
  const stack = await startLocalStack({ dataDir, log: 'silent', env: process.env });
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

function describe({ format, pipeline, sequential, peakMb, load, ...of }: BenchResult): string {
  const fixed = (value: number, digits = 1) => value.toFixed(digits);
  const rate = (run: { perSecond: number; seconds: number }) =>
    `${fixed(run.perSecond)}/s, ${fixed(run.seconds)} s`;
  const { convertSeconds, analysisSeconds } = sequential;
  return [
    `\n${format}: ${of.count} reports of ${of.meanBytes} bytes, load ${fixed(load.before)} → ${fixed(load.after)}`,
    `pipeline    ${rate(pipeline)} (upload ${fixed(pipeline.uploadSeconds)} s, failures ${pipeline.failures})`,
    `sequential  ${rate(sequential)} (convert ${fixed(convertSeconds)} s, analysis ${fixed(analysisSeconds)} s)`,
    `main        ${fixed(pipeline.mainCpuMs)} ms of processor per report, event loop ${fixed(pipeline.loopBusy * 100, 0)} % busy`,
    ...pipeline.stages.map(
      ({ stage, jobs, waitMs, runMs }) =>
        `${stage.padEnd(10)}${String(jobs).padStart(6)} jobs, wait ${fixed(waitMs, 0)} ms, run ${fixed(runMs, 0)} ms`,
    ),
    `peak MB     main ${peakMb.main}, converters ${peakMb.converters}, redis ${peakMb.redis}`,
  ].join('\n  ');
}
