import { profileRef } from '@nianbao/analysis';
import type { Catalogue } from '@nianbao/catalogue';
import type { Pipeline, StoredOutput } from '@nianbao/pipeline';
import { firstJob } from './first-job.ts';

interface AdmitParts {
  catalogue: Catalogue;
  pipeline: Pipeline;
}

/** Sends a new content on its way; an upload that repeats a known one is linked to it and ends here. */
export async function admit(
  { catalogue, pipeline }: AdmitParts,
  { job, output }: StoredOutput<'intake'>,
): Promise<void> {
  const { documentId, format, upload, profileId } = output;
  const { duplicateOf } = await catalogue.claim(upload.uploadId, documentId, format);
  if (duplicateOf !== null) return;
  const source = { ...upload, format };
  const profile = profileRef(profileId);
  const first = firstJob({ documentId, source, profile, priority: job.priority });
  await pipeline.enqueueStage('convert', { ...first, enqueuedAt: job.enqueuedAt });
}
