import {
  type ErrorCode,
  type JobFailure,
  nextStage,
  PermanentError,
  queueAddress,
  type StageJob,
  type StageJobOf,
  type StageName,
  type StageTiming,
  stages,
} from '@nianbao/contracts';
import { DelayedError, type Job, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import { atMost, closeLimitMs } from '../at-most.ts';
import { failedJob } from '../queues/failed-job.ts';
import { workerLock } from '../queues/worker-lock.ts';
import { classifyError } from './classify-error.ts';
import { jobSignal } from './job-signal.ts';
import { performStage } from './perform-stage.ts';
import { createStageObserver, type Outcome, type StageObserver } from './stage-observer.ts';
import { createStagePulse } from './stage-pulse.ts';
import { type StageParts, type StageWork, type Subject, subjectOf } from './stage-work.ts';

/** A job whose worker died this often is given up: it would kill the next worker as well. */
const maxStalls = 2;
/** Jobs of a paused batch ask again this often at the latest: so a resume that was broken off is made good. */
const parkMs = 15 * 60_000;
/** How long jobs in flight may finish after a stop before they go back to the queue. */
const graceMs = 10_000;
/** A backend error repeats without pause (a Lua error, a lost server): one line in five seconds is enough. */
const errorEveryMs = 5_000;

export interface RunningWorker {
  stop(): Promise<void>;
}

/**
 * Takes jobs of one stage until stopped. Everything that is the same for all stages is here, once. While it runs, `parts.live` has
 * a check by the stage's name that rejects when it stands still too long beside waiting work; see stage-pulse.ts.
 */
export async function runWorker<S extends StageName>(
  work: StageWork<S>,
  parts: StageParts,
): Promise<RunningWorker> {
  const { pipeline, log, lockMs, idleLimitMs = 300_000, live = {} } = parts;
  const pulse = createStagePulse(pipeline.queues.queue(work.stage), idleLimitMs);
  const observer = createStageObserver(work.stage, log, parts.metrics);
  const defaultConcurrency = parts.concurrency || stages[work.stage].concurrency;
  const inFlight = new Set<Promise<void>>();
  const stopping = new AbortController();
  const worker = new Worker(
    work.stage,
    async (job, token) => {
      pulse.beat();
      const done = processJob(work, { ...parts, observer }, job, token, stopping.signal);
      inFlight.add(done);
      await done.finally(() => {
        inFlight.delete(done);
        pulse.beat();
      });
    },
    {
      connection: pipeline.redis,
      prefix: queueAddress(work.stage).prefix,
      concurrency: defaultConcurrency,
      ...workerLock(lockMs),
      // Counted in processJob instead, so that giving up is routed like every other failure.
      maxStalledCount: 1_000,
      metrics: { maxDataPoints: 60 * 24 },
      ...pipeline.queues.telemetry,
    },
  );
  worker.on('stalled', () => observer.stalled());
  const unfollow = await pipeline.steering.follow(work.stage, (steering) => {
    worker.concurrency = steering?.concurrency ?? defaultConcurrency;
  });
  let loggedAt = -errorEveryMs;
  worker.on('error', (error) => {
    if (performance.now() - loggedAt < errorEveryMs) return;
    loggedAt = performance.now();
    log.warn({ event: 'worker-error', stage: work.stage, error: error.message }, 'worker');
  });
  await worker.waitUntilReady();
  live[work.stage] = () => pulse.check();
  return {
    async stop() {
      delete live[work.stage];
      pulse.stop();
      unfollow();
      const timer = setTimeout(() => stopping.abort(), graceMs);
      const closed = worker.close();
      closed.catch(() => {}); // thrown below, once the jobs had their time
      await atMost(graceMs + closeLimitMs, Promise.allSettled(inFlight));
      await atMost(closeLimitMs, closed);
      clearTimeout(timer);
    },
  };
}

type ObservedParts = StageParts & { observer: StageObserver };

async function processJob<S extends StageName>(
  work: StageWork<S>,
  parts: ObservedParts,
  bullJob: Job,
  token: string | undefined,
  stopping: AbortSignal,
): Promise<void> {
  const parsed = stages[work.stage].job.safeParse(bullJob.data);
  if (!parsed.success) {
    parts.observer.invalid(bullJob.id, parsed.error.message);
    throw new UnrecoverableError('INVALID_JOB');
  }
  const job = parsed.data as StageJobOf<S>;
  const subject = subjectOf(work.stage, job);
  await parkIfPaused(parts, bullJob, token, subject);
  const took = stopwatch(bullJob);
  const isFirst = bullJob.attemptsStarted <= 1;
  const report = (outcome: Outcome, why: Reason = {}) =>
    parts.observer.ran({ subject, timing: took(), isFirst, outcome, ...why });
  const { signal, release } = jobSignal(stopping, stages[work.stage].timeoutMs);
  try {
    if (bullJob.stalledCounter > maxStalls)
      throw new PermanentError('STALLED', `its worker died ${bullJob.stalledCounter} times`);
    const performed = await performStage(work, job, subject, parts, signal);
    const stored = {
      job,
      output: performed.output,
      key: subject.outputKey,
      fingerprint: subject.fingerprint,
    };
    if (work.onStored) await work.onStored(stored);
    else
      await enqueueNext(
        work.stage,
        nextStage(work.stage, performed.output),
        job as StageJob,
        subject,
        { ...took(), reused: performed.reused },
        parts,
      );
    report(performed.reused ? 'reused' : 'done');
  } catch (error) {
    await settle({ work, parts, bullJob, token, stopping, job, subject, report }, error);
  } finally {
    release();
  }
}

/** Puts off a job of a paused batch. That the batch was drained is told all the same. */
async function parkIfPaused(
  { pipeline, log }: StageParts,
  bullJob: Job,
  token: string | undefined,
  { batchId, name }: Subject,
): Promise<void> {
  if ((bullJob.data as Partial<StageJob>).failure?.code === 'DRAINED') return;
  const isPaused = async () =>
    Boolean((await pipeline.steering.read('batch', [batchId])).get(batchId)?.pausedAt);
  if (!(await isPaused())) return;
  log.debug({ event: 'parked', batchId, name }, 'batch is paused');
  await bullJob.moveToDelayed(Date.now() + parkMs * (0.5 + Math.random() / 2), token);
  // Resumed in between: whoever let the others go may have missed this one.
  if (!(await isPaused())) await bullJob.promote().catch(() => {});
  throw new DelayedError();
}

/** The wait is between two machines' clocks; the run goes by the one that nobody sets: a negative time would be no valid job. */
function stopwatch(bullJob: Job): () => Omit<StageTiming, 'reused'> {
  const waitMs = Math.max(0, Date.now() - bullJob.timestamp);
  const startedAt = performance.now();
  return () => ({
    waitMs,
    runMs: Math.round(performance.now() - startedAt),
    attempts: bullJob.attemptsMade + 1,
  });
}

async function enqueueNext(
  stage: StageName,
  next: StageName | null,
  job: StageJob,
  subject: Subject,
  took: StageTiming,
  { pipeline }: StageParts,
) {
  if (next === null) return;
  await pipeline.enqueueStage(next, {
    ...job,
    artefacts: { ...job.artefacts, [stage]: subject.fingerprint },
    versions: { ...job.versions, [stage]: stages[stage].version },
    timings: { ...job.timings, [stage]: took },
  });
}

interface Reason {
  code?: ErrorCode;
  error?: string;
}

interface Settling {
  work: { stage: StageName };
  parts: StageParts;
  bullJob: Job;
  token: string | undefined;
  stopping: AbortSignal;
  job: StageJobOf<StageName>;
  subject: Subject;
  report(outcome: Outcome, why?: Reason): void;
}

/** Sends the job back, lets BullMQ retry it, or passes it on to `publish` as a failure. Always throws what BullMQ expects. */
async function settle(at: Settling, error: unknown): Promise<never> {
  const { work, parts, bullJob, token, subject, report } = at;
  if (at.stopping.aborted) {
    report('returned');
    await bullJob.moveToWait(token);
    throw new WaitingError();
  }
  const verdict = await classifyError(error, () => countCrash(parts, subject));
  if (verdict.kind === 'later') {
    report('delayed', { code: verdict.code });
    await bullJob.moveToDelayed(Date.now() + verdict.afterMs, token);
    throw new DelayedError();
  }
  const attempts = bullJob.attemptsMade + 1;
  const isLast = verdict.kind === 'permanent' || attempts >= (bullJob.opts.attempts ?? 1);
  report(isLast ? 'failed' : 'retry', { code: verdict.code, error: verdict.detail });
  if (!isLast) throw error;
  const failure: JobFailure = {
    stage: work.stage,
    code: verdict.code,
    detail: verdict.detail.slice(0, 2_000),
    attempts,
  };
  if (work.stage !== 'publish') await parts.pipeline.enqueueStage('publish', failedJob(at.job, failure));
  throw new UnrecoverableError(verdict.code);
}

async function countCrash({ pipeline }: StageParts, { documentId, uploadId }: Subject): Promise<number> {
  const key = `nianbao:crashes:${documentId ?? uploadId}`;
  const crashes = await pipeline.redis.incr(key);
  await pipeline.redis.expire(key, 7 * 86_400);
  return crashes;
}
