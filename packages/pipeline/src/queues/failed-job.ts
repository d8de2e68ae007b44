import type { JobFailure, StageJob, StageJobOf, StageName } from '@nianbao/contracts';

/**
 * The `publish` job for a document that failed. An upload that failed before its content was known is published under
 * its upload id, since it has no document id.
 */
export function failedJob(job: StageJobOf<StageName>, failure: JobFailure): StageJob {
  if ('documentId' in job) return { ...job, failure };
  const { uploadId, key, etag, name, batchId, bytes, profileId, priority, enqueuedAt } = job;
  return {
    documentId: uploadId,
    source: { uploadId, key, etag, name, batchId, bytes, format: 'unknown' },
    profile: { id: profileId, version: '' },
    priority,
    artefacts: {},
    versions: {},
    timings: {},
    enqueuedAt,
    failure,
  };
}
