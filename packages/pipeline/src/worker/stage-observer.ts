import type { ErrorCode, StageName, StageTiming } from '@nianbao/contracts';
import type { Logger } from '@nianbao/service-kit';
import { SpanStatusCode, trace } from '@opentelemetry/api';
import type { PipelineMetrics } from '../metric-table.ts';
import type { Subject } from './stage-work.ts';

export type Outcome = 'done' | 'reused' | 'failed' | 'retry' | 'delayed' | 'returned';

/** One run of a job, as it is told to the log, the metrics and the trace. */
export interface ObservedRun {
  subject: Subject;
  timing: Omit<StageTiming, 'reused'>;
  /** False for a job that was sent back before: its wait has been counted. */
  isFirst: boolean;
  outcome: Outcome;
  code?: ErrorCode;
  error?: string;
}

export interface StageObserver {
  /** Writes the wide event of a run. */
  ran(run: ObservedRun): void;
  /** A job of another shape, which tells neither upload nor document. */
  invalid(jobId: string | undefined, why: string): void;
  stalled(): void;
}

/** The one place where a stage's work is seen: every run becomes a log line, counts in the metrics, and marks its span. */
export function createStageObserver(
  stage: StageName,
  log: Logger,
  metrics: PipelineMetrics | undefined,
): StageObserver {
  const series = metrics?.series;
  // Known from the start: what appears only with its first event has no increase to be alerted on.
  series?.stageStalled.inc({ stage }, 0);
  series?.stageJobs.inc({ stage, outcome: 'done', code: '' }, 0);
  series?.stageJobs.inc({ stage, outcome: 'failed', code: 'QUARANTINED' }, 0);
  return {
    ran({ subject, timing, isFirst, outcome, code, error }) {
      const reason = { ...(code && { code }), ...(error !== undefined && { error }) };
      log.info({ event: 'job', stage, ...subject, ...timing, outcome, ...reason }, 'job');
      series?.stageJobs.inc({ stage, outcome, code: code ?? '' });
      series?.stageRun.observe({ stage }, timing.runMs / 1_000);
      if (isFirst) series?.stageWait.observe({ stage }, timing.waitMs / 1_000);
      markSpan(stage, subject, outcome, code);
    },
    invalid(jobId, why) {
      const refused = { outcome: 'failed', code: 'INVALID_JOB' } as const;
      log.error({ event: 'job', stage, jobId, ...refused }, why);
      series?.stageJobs.inc({ stage, ...refused });
    },
    stalled: () => series?.stageStalled.inc({ stage }),
  };
}

function markSpan(stage: StageName, subject: Subject, outcome: Outcome, code: ErrorCode | undefined): void {
  const span = trace.getActiveSpan();
  if (span === undefined) return;
  span.setAttributes({
    'nianbao.stage': stage,
    'nianbao.upload.id': subject.uploadId,
    'nianbao.batch.id': subject.batchId,
    'nianbao.outcome': outcome,
    ...(subject.documentId && { 'nianbao.document.id': subject.documentId }),
    ...(code && { 'nianbao.error.code': code }),
  });
  if (outcome === 'failed' || outcome === 'retry')
    span.setStatus({ code: SpanStatusCode.ERROR, ...(code && { message: code }) });
}
