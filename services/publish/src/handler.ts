import {
  describeError,
  type ReportFailure,
  type ReportResult,
  resultSchemaVersion,
  type StageJob,
} from '@nianbao/contracts';
import { keys } from '@nianbao/object-store';
import { artefactKey, resultIdOf, type StageHandler, type StageInput, subjectOf } from '@nianbao/pipeline';

/** Everything read of a document, or how it failed, as one result. */
export const handler: StageHandler<'publish'> = (input, { now }) =>
  input.job.failure ? failureResult(input.job, input.job.failure, now()) : reportResult(input, now());

function reportResult(
  { job, convert, segment, extract, review }: StageInput<'publish'>,
  now: Date,
): ReportResult {
  const profile = segment.profile ?? job.profile;
  return {
    kind: 'report',
    ...base(job, now),
    outline: segment,
    ...extract,
    ...review,
    losses: convert.losses,
    ...(convert.encoding === undefined ? {} : { encoding: convert.encoding }),
    textKey: artefactKey(job, 'convert'),
    originalKey: keys.original(job.documentId),
    versions: {
      stages: job.versions,
      profile: `${profile.id}@${profile.version}`,
      engine: convert.engine,
    },
    ...(segment.profile === undefined ? {} : { profile: segment.profile }),
    timings: job.timings,
  };
}

function failureResult(job: StageJob, failure: NonNullable<StageJob['failure']>, now: Date): ReportFailure {
  const { category, unsupported = false, message } = describeError(failure.code);
  return { kind: 'failure', ...base(job, now), ...failure, category, unsupported, message };
}

function base(job: StageJob, now: Date) {
  return {
    schemaVersion: resultSchemaVersion,
    resultId: resultIdOf(job.documentId, subjectOf('publish', job).fingerprint),
    documentId: job.documentId,
    source: job.source,
    batchId: job.source.batchId,
    publishedAt: now.toISOString(),
  } as const;
}
