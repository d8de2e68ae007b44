import type { Ledger } from '@nianbao/catalogue';
import type { Sha256, UploadRef } from '@nianbao/contracts';
import type { Pipeline } from '@nianbao/pipeline';

/** What reopening needs of the ledger and the queues. */
export interface ReopenDeps {
  catalogue: Pick<Ledger, 'failed' | 'reopen' | 'markEnqueued'>;
  pipeline: Pick<Pipeline, 'enqueueIntake' | 'epoch'>;
}

/**
 * Who sends a file again whose reading failed wants it read again: takes those of the uploads that failed back in
 * flight. Returns how many. Store events and the sweep do not do this, because they repeat themselves.
 */
export async function reopenFailed(
  { catalogue, pipeline }: ReopenDeps,
  uploads: readonly UploadRef[],
): Promise<number> {
  if (uploads.length === 0) return 0;
  const ids: Sha256[] = uploads.map(({ uploadId }) => uploadId);
  const { uploads: failed } = await catalogue.failed({ ids, limit: ids.length });
  if (failed.length === 0) return 0;
  const failedIds = failed.map(({ uploadId }) => uploadId);
  // Asked first: when Redis is away, nothing is reopened.
  const epoch = await pipeline.epoch();
  await catalogue.reopen(failedIds);
  await pipeline.enqueueIntake(failed);
  await catalogue.markEnqueued(failedIds, epoch);
  return failed.length;
}
