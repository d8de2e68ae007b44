import {
  Deletion,
  type DeletionFilter,
  type DeletionId,
  DeletionPreview,
  DeletionReceipt,
  DeletionsResponse,
  type Sha256,
} from '@nianbao/contracts';
import type { Calls } from './calls.ts';

/** Deleting documents everywhere: originals, artefacts, results, catalogue, pending jobs. Needs an admin's key. */
export function deletionCalls({ get, post }: Calls) {
  return {
    /** Counts what would go. */
    previewDeletion: (filter: DeletionFilter): Promise<DeletionPreview> =>
      post('/api/deletions', DeletionPreview, { ...filter, reason: 'preview', dryRun: true }),
    /** Begins to delete; {@link deletionReceipt} tells when it is done. There is no way back. */
    deleteDocuments: (filter: DeletionFilter, reason: string): Promise<Deletion> =>
      post('/api/deletions', Deletion, { ...filter, reason }),
    deletions: async (limit = 20): Promise<Deletion[]> =>
      (await get('/api/deletions', DeletionsResponse, { limit })).deletions,
    /** Throws ApiError 404 for an unknown one. */
    deletionReceipt: (
      deletionId: DeletionId,
      query: { after?: Sha256; limit?: number } = {},
    ): Promise<DeletionReceipt> => get(`/api/deletions/${deletionId}`, DeletionReceipt, query),
  };
}
