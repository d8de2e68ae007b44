import {
  ReprocessChangesResponse,
  ReprocessDocumentsResponse,
  type ReprocessFilter,
  ReprocessRun,
  ReprocessRunsResponse,
  type RunId,
  type Sha256,
} from '@nianbao/contracts';
import type { Calls } from './calls.ts';

/** Reading published reports anew with the rules of today: start, look at the difference, publish. */
export function reprocessCalls({ get, post }: Calls) {
  return {
    /** Begins to rehearse; nothing is published before {@link publishReprocess}. */
    startReprocess: (filter: ReprocessFilter = {}): Promise<ReprocessRun> =>
      post('/api/reprocess', ReprocessRun, filter),
    reprocessRuns: async (limit = 20): Promise<ReprocessRun[]> =>
      (await get('/api/reprocess', ReprocessRunsResponse, { limit })).runs,
    /** Throws ApiError 404 for an unknown run. */
    reprocessRun: (runId: RunId): Promise<ReprocessRun> => get(`/api/reprocess/${runId}`, ReprocessRun),
    reprocessChanges: (runId: RunId): Promise<ReprocessChangesResponse> =>
      get(`/api/reprocess/${runId}/changes`, ReprocessChangesResponse),
    reprocessDocuments: (
      runId: RunId,
      query: { after?: Sha256; limit?: number } = {},
    ): Promise<ReprocessDocumentsResponse> =>
      get(`/api/reprocess/${runId}/documents`, ReprocessDocumentsResponse, query),
    /** Throws ApiError 409 unless the run is `ready`. */
    publishReprocess: (runId: RunId, unchanged = false): Promise<ReprocessRun> =>
      post(`/api/reprocess/${runId}/publish`, ReprocessRun, { unchanged }),
    cancelReprocess: (runId: RunId): Promise<ReprocessRun> =>
      post(`/api/reprocess/${runId}/cancel`, ReprocessRun, {}),
  };
}
