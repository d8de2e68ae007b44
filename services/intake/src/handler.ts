import { createHash } from 'node:crypto';
import { type IntakeRecord, PermanentError, RetryLaterError, UploadRef } from '@nianbao/contracts';
import { sniff } from '@nianbao/conversion';
import { keys, ObjectNotFoundError, type ObjectStore, PreconditionFailedError } from '@nianbao/object-store';
import type { StageHandler } from '@nianbao/pipeline';

/** Enough of a file to tell its format. */
const headBytes = 64 * 1024;

/** Finds out what an upload is and keeps its bytes under the document's id, whatever happens to the upload later. */
export function createIntakeHandler(maxBytes: number): StageHandler<'intake'> {
  return async ({ job }, { store, signal }): Promise<IntakeRecord> => {
    const { sha256, head, etag } = await digestObject(store, job.key, maxBytes, signal);
    await keepOriginal(store, job.key, etag, keys.original(sha256));
    return {
      upload: UploadRef.parse(job),
      profileId: job.profileId,
      documentId: sha256,
      format: sniff(head, job.name),
    };
  };
}

async function digestObject(store: ObjectStore, key: string, maxBytes: number, signal: AbortSignal) {
  const object = await store.get(key).catch((error: unknown) => {
    if (error instanceof ObjectNotFoundError) throw new PermanentError('OBJECT_MISSING', error.message);
    throw error;
  });
  const hash = createHash('sha256');
  const head: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of object.body as AsyncIterable<Uint8Array>) {
    signal.throwIfAborted();
    if (bytes < headBytes) head.push(chunk);
    bytes += chunk.length;
    if (bytes > maxBytes) throw new PermanentError('TOO_LARGE', `more than ${maxBytes} bytes`);
    hash.update(chunk);
  }
  return { sha256: hash.digest('hex'), head: Buffer.concat(head).subarray(0, headBytes), etag: object.etag };
}

/** Copies once. If the upload was overwritten in between, the copy may hold the newer bytes: it is taken back. */
async function keepOriginal(
  store: ObjectStore,
  key: string,
  etag: string,
  originalKey: string,
): Promise<void> {
  try {
    await store.copy(key, originalKey, { ifAbsent: true });
  } catch (error) {
    if (error instanceof PreconditionFailedError) return;
    throw error;
  }
  const current = await store.head(key);
  if (current?.etag === etag) return;
  await store.delete(originalKey);
  throw new RetryLaterError('OBJECT_MISSING', {
    afterMs: 1_000,
    detail: `"${key}" changed while it was read`,
  });
}
