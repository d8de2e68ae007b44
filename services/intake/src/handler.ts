import { createHash } from 'node:crypto';
import { type IntakeRecord, PermanentError, UploadRef } from '@nianbao/contracts';
import { sniff } from '@nianbao/conversion';
import { keys, ObjectNotFoundError, type ObjectStore } from '@nianbao/object-store';
import type { StageHandler } from '@nianbao/pipeline';
import { keepOriginal } from './keep-original.ts';

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
