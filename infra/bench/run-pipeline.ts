import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { consumeResults, createClient } from '@nianbao/client';
import { type StageName, stageNames } from '@nianbao/contracts';
import type { RunningStack } from '@nianbao/local-stack';
import type { BenchReport } from './make-reports.ts';

export interface StageMeans {
  stage: StageName;
  jobs: number;
  /** Milliseconds in the queue, mean. */
  waitMs: number;
  /** Milliseconds of work, mean; many jobs share the processor. */
  runMs: number;
}
export interface PipelineRun {
  /** Seconds until the server had every upload. */
  uploadSeconds: number;
  /** Seconds from the first upload's start until a consumer had every result. */
  seconds: number;
  failures: number;
  /** Processor milliseconds of this process for a report: uploader, every service but the converters, database, consumer. */
  mainCpuMs: number;
  /** Share of the time in which the event loop was busy; at 1 it is what holds everything up. */
  loopBusy: number;
  stages: StageMeans[];
}

const uploadsAtOnce = 8;

/** Uploads the reports over HTTP to a running stack and waits until a consumer of the results queue has been handed all of them. */
export async function runPipeline(
  stack: RunningStack,
  batch: string,
  reports: readonly BenchReport[],
): Promise<PipelineRun> {
  const client = createClient({ intakeUrl: stack.intakeUrl, apiUrl: stack.apiUrl });
  const done = new AbortController();
  let consumed = 0;
  let failures = 0;
  const consumer = await consumeResults({
    redisUrl: stack.redisUrl,
    name: batch,
    concurrency: 8,
    onResult({ kind, batchId }) {
      // A new consumer is handed the batches before this one, too.
      if (batchId !== batch) return;
      if (kind === 'failure') failures += 1;
      consumed += 1;
      if (consumed === reports.length) done.abort();
    },
  });
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const loopBefore = performance.eventLoopUtilization();
  const since = () => (performance.now() - startedAt) / 1000;
  const queue = [...reports];
  const send = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { name, bytes } = next;
      await client.upload({ bytes: bytes.length, open: () => bytes }, { batch, name });
    }
  };
  await Promise.all(Array.from({ length: uploadsAtOnce }, send));
  const uploadSeconds = since();
  if (!done.signal.aborted) await once(done.signal, 'abort');
  const seconds = since();
  const cpu = process.cpuUsage(cpuBefore);
  const loopBusy = performance.eventLoopUtilization(loopBefore).utilization;
  await consumer.close();
  const mainCpuMs = (cpu.user + cpu.system) / 1000 / reports.length;
  return { uploadSeconds, seconds, failures, mainCpuMs, loopBusy, stages: stageMeans(stack.dataDir, batch) };
}

interface JobLine {
  event: string;
  stage: StageName;
  batchId: string;
  waitMs: number;
  runMs: number;
}

/** From the one line that every job leaves in the log. */
function stageMeans(dataDir: string, batch: string): StageMeans[] {
  const lines = readFileSync(join(dataDir, 'logs/nianbao.log'), 'utf8').trimEnd().split('\n');
  const jobs = lines
    .map((line) => JSON.parse(line) as JobLine)
    .filter((line) => line.event === 'job' && line.batchId === batch);
  return stageNames.map((stage) => {
    const own = jobs.filter((job) => job.stage === stage);
    const mean = (of: (job: JobLine) => number) =>
      own.reduce((sum, job) => sum + of(job), 0) / (own.length || 1);
    return { stage, jobs: own.length, waitMs: mean((job) => job.waitMs), runMs: mean((job) => job.runMs) };
  });
}
