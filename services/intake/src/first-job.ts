import type { StageJob } from '@nianbao/contracts';

/** The job that sends a document on its way. Nothing is made yet; what was made before is found by its fingerprint. */
export function firstJob(of: Pick<StageJob, 'documentId' | 'source' | 'profile' | 'priority'>): StageJob {
  return { ...of, artefacts: {}, versions: {}, timings: {}, enqueuedAt: new Date().toISOString() };
}
