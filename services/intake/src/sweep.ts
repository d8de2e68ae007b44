import type { Catalogue } from '@nianbao/catalogue';
import { keys, type ObjectInfo, type ObjectStore, uploadIdOf } from '@nianbao/object-store';
import type { Pipeline } from '@nianbao/pipeline';
import type { Logger } from '@nianbao/service-kit';
import { acceptUploads } from './accept-upload.ts';

export interface SweepParts {
  store: ObjectStore;
  catalogue: Catalogue;
  pipeline: Pipeline;
  log: Logger;
  /** How uploads found by the sweep are read. */
  profileId: string;
}

export interface SweepReport {
  /** Objects under `incoming/`. */
  listed: number;
  /** Of these, unknown to the ledger until now: their event was lost or never sent. */
  found: number;
  /** Uploads whose jobs were lost and are enqueued again. */
  resumed: number;
}

const pageSize = 1_000;

/**
 * Makes sure that every object in the bucket is accounted for and every upload in flight has a job. Uploads count as
 * stranded when Redis is another one than they were enqueued in, or after `strandedAfterMs` (belt and braces: a Redis
 * that came back from an older copy of its data).
 */
export async function sweep(
  parts: SweepParts,
  strandedAfterMs: number,
  signal: AbortSignal,
): Promise<SweepReport> {
  const report: SweepReport = { listed: 0, found: 0, resumed: 0 };
  // First: what is enqueued into an emptied Redis must find it paused if an operator paused it.
  await parts.pipeline.steer.apply(await parts.catalogue.steering());
  await sweepBucket(parts, report, signal);
  await sweepLedger(parts, report, strandedAfterMs, signal);
  if (report.found + report.resumed > 0) parts.log.info({ event: 'sweep', ...report }, 'sweep');
  return report;
}

async function sweepBucket(parts: SweepParts, report: SweepReport, signal: AbortSignal): Promise<void> {
  let page: ObjectInfo[] = [];
  const settle = async () => {
    const recorded = await parts.catalogue.recorded(page.map(({ key, etag }) => uploadIdOf(key, etag)));
    const unknown = page.filter(({ key, etag }) => !recorded.has(uploadIdOf(key, etag)));
    page = [];
    if (unknown.length === 0) return;
    const { fresh } = await acceptUploads(parts, unknown, { bulk: true, profileId: parts.profileId });
    report.found += fresh.length;
  };
  for await (const object of parts.store.list(keys.incomingPrefix, { pageSize })) {
    signal.throwIfAborted();
    report.listed += 1;
    if (page.push(object) >= pageSize) await settle();
  }
  if (page.length > 0) await settle();
}

async function sweepLedger(
  { catalogue, pipeline }: SweepParts,
  report: SweepReport,
  olderThanMs: number,
  signal: AbortSignal,
) {
  const epoch = await pipeline.epoch();
  for (let after: string | undefined; ; ) {
    signal.throwIfAborted();
    const uploads = await catalogue.stranded(epoch, olderThanMs, {
      limit: pageSize,
      ...(after ? { after } : {}),
    });
    if (uploads.length === 0) return;
    await pipeline.enqueueIntake(uploads);
    await catalogue.markEnqueued(
      uploads.map((upload) => upload.uploadId),
      epoch,
    );
    report.resumed += uploads.length;
    after = uploads.at(-1)?.uploadId;
  }
}
