import { profileRef } from '@nianbao/analysis';
import type { Catalogue } from '@nianbao/catalogue';
import { priorityClass } from '@nianbao/contracts';
import type { Pipeline } from '@nianbao/pipeline';
import { firstJob } from './first-job.ts';

interface ReprocessParts {
  catalogue: Catalogue;
  pipeline: Pick<Pipeline, 'epoch' | 'enqueueStage'>;
}

/** Jobs of all runs that are out at a time: a backfill must fit into Redis whatever its size. */
const outstanding = 400;
/** A job that was not heard of for so long is lost; sending it twice changes nothing. */
const lostAfterMs = 30 * 60_000;

/**
 * Moves reprocessing runs on: sends what is due, at the lowest priority, and notes what has been published. Every job starts
 * at `convert` without artefacts and finds those that still hold, so that only what changed runs.
 */
export async function driveReprocessing(
  { catalogue, pipeline }: ReprocessParts,
  signal: AbortSignal,
): Promise<void> {
  await catalogue.advanceReprocess();
  const epoch = await pipeline.epoch();
  const due = await catalogue.dueForReprocess(epoch, outstanding, lostAfterMs);
  for (const item of due) {
    signal.throwIfAborted();
    const { documentId, source, profileId, runId, rehearse } = item;
    const job = firstJob({
      documentId,
      source,
      profile: profileRef(profileId),
      priority: priorityClass.backfill,
    });
    await pipeline.enqueueStage('convert', rehearse ? { ...job, rehearsal: runId } : job);
  }
  await catalogue.markReprocessSent(due, epoch);
}
