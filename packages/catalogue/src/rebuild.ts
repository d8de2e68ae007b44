import { createHash } from 'node:crypto';
import { BatchId, Result, type UploadRef } from '@nianbao/contracts';
import { keys, type ObjectInfo, type ObjectStore, parseIncomingKey, uploadIdOf } from '@nianbao/object-store';
import type { Catalogue, NewUpload } from './catalogue.ts';
import { noEpoch } from './ledger/back-in-flight.ts';
import { readReportText } from './read-report-text.ts';

export interface RebuildProgress {
  phase: 'uploads' | 'results' | 'duplicates';
  /** Objects handled in this phase. */
  done: number;
  /** Keys under `results/` that do not hold a result. They are left alone, for the operator to look at. */
  unreadable: readonly string[];
}

export interface RebuildOptions {
  /** What uploads without a result will be enqueued with. */
  profileId: string;
  priority: number;
  signal?: AbortSignal;
}

type ReadableStore = Pick<ObjectStore, 'list' | 'get' | 'getBytes'>;

const uploadsPerCall = 1_000;
/** Results read and recorded side by side. */
const lanes = 8;
/** Results are tens of KB; one over this many bytes is not ours. */
const maxResultBytes = 64 * 1024 * 1024;

/**
 * Empties the catalogue and reads it back from the object store alone: what landed (`incoming/`), what became of it (`results/`), and,
 * by reading the bytes of uploads that no result accounts for, which of them repeat a document. The rest is in flight: the next sweep
 * enqueues it. Nothing is sent again to subscriptions. Until it is complete nobody is answered from the catalogue: readers are told to come
 * again, workers wait. Broken off, it is simply run again. Ends with the last progress.
 */
export async function rebuildCatalogue(
  catalogue: Catalogue,
  store: ReadableStore,
  options: RebuildOptions,
  onProgress: (progress: RebuildProgress) => void = () => {},
): Promise<RebuildProgress> {
  const unreadable: string[] = [];
  let last: RebuildProgress = { phase: 'uploads', done: 0, unreadable };
  const report = (phase: RebuildProgress['phase'], done: number) => {
    options.signal?.throwIfAborted();
    last = { phase, done, unreadable };
    onProgress(last);
  };
  return catalogue.refill(async (own) => {
    await registerUploads(own, store, options, (done) => report('uploads', done));
    const unclaimed = await publishResults(own, store, unreadable, (done) => report('results', done));
    await findDuplicates(own, store, unclaimed, (done) => report('duplicates', done));
    return last;
  });
}

async function registerUploads(
  catalogue: Catalogue,
  store: ReadableStore,
  options: RebuildOptions,
  report: (done: number) => void,
): Promise<void> {
  let done = 0;
  let chunk: NewUpload[] = [];
  const flush = async () => {
    await catalogue.register(chunk, noEpoch);
    done += chunk.length;
    chunk = [];
    report(done);
  };
  for await (const object of store.list(keys.incomingPrefix)) {
    const upload = uploadOf(object, options);
    if (upload) chunk.push(upload);
    if (chunk.length >= uploadsPerCall) await flush();
  }
  await flush();
}

function uploadOf(
  { key, etag, size, lastModified }: ObjectInfo,
  { profileId, priority }: RebuildOptions,
): NewUpload | null {
  const parsed = parseIncomingKey(key);
  if (!parsed) return null;
  // As intake does: a folder that cannot name a batch is part of the name.
  const place = BatchId.safeParse(parsed.batchId).success
    ? parsed
    : { batchId: 'default', name: key.slice(keys.incomingPrefix.length) };
  const uploadId = uploadIdOf(key, etag);
  return { uploadId, key, etag, ...place, bytes: size, profileId, priority, uploadedAt: lastModified };
}

/** Returns the uploads that failed before their content was known: their result does not say which document they are. */
async function publishResults(
  catalogue: Catalogue,
  store: ReadableStore,
  unreadable: string[],
  report: (done: number) => void,
): Promise<UploadRef[]> {
  let done = 0;
  const unclaimed: UploadRef[] = [];
  await inLanes(store.list(keys.resultsPrefix), async ({ key, size }) => {
    const result = size > maxResultBytes ? null : parseResult(await store.getBytes(key, maxResultBytes));
    if (result) await catalogue.record(result, key, await readReportText(store, result));
    else unreadable.push(key);
    if (result?.documentId === result?.source.uploadId && result) unclaimed.push(result.source);
    done += 1;
    report(done);
  });
  return unclaimed;
}

function parseResult(bytes: Uint8Array): Result | null {
  try {
    return Result.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}

async function findDuplicates(
  catalogue: Catalogue,
  store: ReadableStore,
  unclaimed: readonly UploadRef[],
  report: (done: number) => void,
): Promise<void> {
  let done = 0;
  await inLanes(withoutResult(catalogue, unclaimed), async ({ uploadId, key }) => {
    const documentId = await hashObject(store, key);
    const owner = documentId === null ? null : await catalogue.document(documentId);
    if (documentId !== null && owner?.documentId === documentId && owner.uploadId !== uploadId)
      await catalogue.claim(uploadId, documentId, owner.format ?? 'unknown');
    done += 1;
    report(done);
  });
}

async function* withoutResult(
  catalogue: Catalogue,
  unclaimed: readonly UploadRef[],
): AsyncIterable<UploadRef> {
  yield* unclaimed;
  let after: string | undefined;
  for (;;) {
    const page = await catalogue.stranded('', 0, {
      limit: uploadsPerCall,
      ...(after !== undefined && { after }),
    });
    yield* page;
    after = page.at(-1)?.uploadId;
    if (after === undefined) return;
  }
}

/** SHA-256 of the object's bytes; null when it is gone. */
async function hashObject(store: ReadableStore, key: string): Promise<string | null> {
  try {
    const { body } = await store.get(key);
    const hash = createHash('sha256');
    for await (const piece of body) hash.update(piece);
    return hash.digest('hex');
  } catch (error) {
    if (error instanceof Error && error.name === 'ObjectNotFoundError') return null;
    throw error;
  }
}

/** Works on a few items of one iteration side by side. The first error stops all lanes and is thrown. */
async function inLanes<T>(items: AsyncIterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  let failed = false;
  const lane = async () => {
    while (!failed) {
      const next = await iterator.next();
      if (next.done) return;
      await work(next.value);
    }
  };
  try {
    await Promise.all(
      Array.from({ length: lanes }, () =>
        lane().catch((error: unknown) => {
          failed = true;
          throw error;
        }),
      ),
    );
  } finally {
    await iterator.return?.();
  }
}
