import { type Ledger, type NewUpload, noEpoch } from '@nianbao/catalogue';
import { BatchId, priorityClass, type Sha256, UploadRef } from '@nianbao/contracts';
import { keys, parseIncomingKey, uploadIdOf } from '@nianbao/object-store';
import type { Pipeline } from '@nianbao/pipeline';

/** What accepting needs of the ledger and the queues. */
export interface AcceptDeps {
  catalogue: Pick<Ledger, 'register' | 'markEnqueued'>;
  pipeline: Pick<Pipeline, 'enqueueIntake' | 'batchPosition' | 'epoch'>;
}

/** An object that is in the store now, with the ETag it has there. */
export interface LandedObject {
  key: string;
  etag: string;
  /** Bytes. */
  size: number;
  lastModified?: Date;
  sha256?: Sha256;
}

export interface AcceptOptions {
  profileId: string;
  /** One of many: queues behind single uploads, interleaved with other batches. */
  bulk: boolean;
  /** Queues behind everything else. */
  backfill?: boolean;
}

export interface Accepted {
  /** Every incoming object, new or known, in the order given, each once. */
  uploads: UploadRef[];
  /** Those of them that the ledger did not have. */
  fresh: Sha256[];
  /** Objects that are no uploads: other prefixes, folder markers. */
  ignored: number;
}

const chunkSize = 1_000;
/** A file counts as one share of its batch's work for every so many bytes: a usual report one, a scan or a book many. */
const shareBytes = 64 * 1024;
/** Shares of one batch that go before the other batches have their turn. */
const sharesPerTurn = 10;
/** Behind this the classes would overlap. */
const lastPlace = priorityClass.backfill - priorityClass.batch - 1;
/** The batch of objects that stand in no folder. */
export const defaultBatch = 'default';

/**
 * The one way in, for HTTP uploads, store events and the sweep: recorded in the ledger, then enqueued for `intake`.
 * Repeating it, at once or in any order, changes nothing.
 */
export async function acceptUploads(
  deps: AcceptDeps,
  objects: readonly LandedObject[],
  options: AcceptOptions,
): Promise<Accepted> {
  const incoming = objects.map((object) => toUpload(object, options.profileId));
  const recognised = incoming.filter((upload) => upload !== null);
  const distinct = [...new Map(recognised.map((upload) => [upload.uploadId, upload])).values()];
  const fresh: Sha256[] = [];
  for (let at = 0; at < distinct.length; at += chunkSize) {
    fresh.push(...(await acceptChunk(deps, distinct.slice(at, at + chunkSize), options)));
  }
  const uploads = distinct.map((upload) => UploadRef.parse(upload));
  return { uploads, fresh, ignored: objects.length - recognised.length };
}

type Incoming = Omit<NewUpload, 'priority'>;

/** A folder that cannot name a batch (too long, control characters) becomes part of the name: no upload is lost over it. */
function toUpload(
  { key, etag, size, sha256, lastModified }: LandedObject,
  profileId: string,
): Incoming | null {
  const parsed = parseIncomingKey(key);
  if (parsed === null) return null;
  const place = BatchId.safeParse(parsed.batchId).success
    ? parsed
    : { batchId: defaultBatch, name: key.slice(keys.incomingPrefix.length) };
  return {
    ...{ uploadId: uploadIdOf(key, etag), key, etag, ...place, bytes: size, profileId },
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(lastModified === undefined ? {} : { uploadedAt: lastModified }),
  };
}

async function acceptChunk(
  { catalogue, pipeline }: AcceptDeps,
  uploads: readonly Incoming[],
  options: AcceptOptions,
): Promise<Sha256[]> {
  // Asked first: when Redis is away, nothing is recorded that was not enqueued.
  const epoch = await pipeline.epoch();
  const ranked = await prioritize(pipeline, uploads, options);
  // Until the jobs stand in Redis: a process killed in between leaves what the next sweep enqueues.
  const fresh = new Set(await catalogue.register(ranked, noEpoch));
  await pipeline.enqueueIntake(ranked.filter(({ uploadId }) => fresh.has(uploadId)));
  await catalogue.markEnqueued([...fresh], epoch);
  return [...fresh];
}

async function prioritize(
  pipeline: AcceptDeps['pipeline'],
  uploads: readonly Incoming[],
  { bulk, backfill = false }: AcceptOptions,
): Promise<NewUpload[]> {
  if (!bulk && !backfill) return uploads.map((upload) => ({ ...upload, priority: priorityClass.single }));
  const base = backfill ? priorityClass.backfill : priorityClass.batch;
  const shares = new Map<string, number>();
  for (const upload of uploads)
    shares.set(upload.batchId, (shares.get(upload.batchId) ?? 0) + sharesOf(upload));
  const positions = new Map<string, number>();
  for (const [batchId, count] of shares) positions.set(batchId, await pipeline.batchPosition(batchId, count));
  return uploads.map((upload) => {
    // Its place follows from where it ends, so that a long file waits for the short ones of other batches and not they for it.
    const end = (positions.get(upload.batchId) ?? 0) + sharesOf(upload);
    positions.set(upload.batchId, end);
    return { ...upload, priority: base + Math.min(lastPlace, Math.floor((end - 1) / sharesPerTurn)) };
  });
}

function sharesOf({ bytes }: Pick<Incoming, 'bytes'>): number {
  return 1 + Math.floor(bytes / shareBytes);
}
