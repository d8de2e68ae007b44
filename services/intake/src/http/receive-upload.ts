import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Sha256 } from '@nianbao/contracts';
import { keys, type ObjectInfo, type ObjectStore, PreconditionFailedError } from '@nianbao/object-store';
import { problem } from '@nianbao/service-kit/http';
import type { LandedObject } from '../accept-upload.ts';
import { intakeProblem } from './intake-problem.ts';
import { numberedName } from './upload-name.ts';

/** Where an upload waits while it is compared with the object that has its name. */
const stagingPrefix = 'staging/';
const maxNamesakes = 1_000;

export interface UploadTarget {
  batchId: string;
  name: string;
  maxBytes: number;
}

type Received = LandedObject & { sha256: Sha256 };

/**
 * Streams a body into the store. Nothing is ever overwritten: the same content under the same name is the object that
 * is there, other content gets a number behind its name. Throws PAYLOAD_TOO_LARGE past `maxBytes` and
 * UPLOAD_INTERRUPTED when the sender goes away; nothing is left in the store then.
 */
export async function receiveUpload(
  store: ObjectStore,
  body: AsyncIterable<Uint8Array>,
  { batchId, name, maxBytes }: UploadTarget,
): Promise<Received> {
  const key = keys.incoming(batchId, name);
  if ((await store.head(key)) === null) return storeMetered(store, key, body, maxBytes);
  const staged = `${stagingPrefix}${randomUUID()}`;
  try {
    const received = await storeMetered(store, staged, body, maxBytes);
    return await settleName(store, received, batchId, name);
  } finally {
    await store.delete(staged);
  }
}

async function storeMetered(
  store: ObjectStore,
  key: string,
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Received> {
  const hash = createHash('sha256');
  let size = 0;
  let fault: Error | undefined;
  async function* metered() {
    try {
      for await (const chunk of body) {
        size += chunk.byteLength;
        if (size > maxBytes)
          throw problem('PAYLOAD_TOO_LARGE', {
            zh: `最多 ${maxBytes} 字节`,
            en: `at most ${maxBytes} bytes`,
          });
        hash.update(chunk);
        yield chunk;
      }
    } catch (error) {
      fault = asUploadFault(error);
      throw fault;
    }
  }
  try {
    const stream = Readable.from(metered(), { objectMode: false });
    const info = await store.put(key, stream, { ifAbsent: true });
    return landed(info, hash.digest('hex'));
  } catch (error) {
    if (fault !== undefined) throw fault;
    if (error instanceof PreconditionFailedError) throw intakeProblem('NAME_TAKEN', key, { cause: error });
    throw error;
  }
}

/** Gives a staged upload the first name that is free or holds the same content already. */
async function settleName(
  store: ObjectStore,
  staged: Received,
  batchId: string,
  name: string,
): Promise<Received> {
  for (let number = 1; number <= maxNamesakes; number += 1) {
    const key = keys.incoming(batchId, number === 1 ? name : numberedName(name, number));
    const placed = await copyIfFree(store, staged.key, key);
    if (placed !== null) return landed(placed, staged.sha256);
    const there = await store.head(key);
    if (there !== null && there.size === staged.size && (await sha256Of(store, key)) === staged.sha256) {
      return landed(there, staged.sha256);
    }
  }
  throw intakeProblem('NAME_TAKEN', {
    zh: `已有 ${maxNamesakes} 个同名文件`,
    en: `${maxNamesakes} files of this name`,
  });
}

async function copyIfFree(store: ObjectStore, from: string, to: string): Promise<ObjectInfo | null> {
  if ((await store.head(to)) !== null) return null;
  try {
    return await store.copy(from, to, { ifAbsent: true });
  } catch (error) {
    if (error instanceof PreconditionFailedError) return null;
    throw error;
  }
}

async function sha256Of(store: ObjectStore, key: string): Promise<Sha256> {
  const { body } = await store.get(key);
  const hash = createHash('sha256');
  for await (const chunk of body) hash.update(chunk);
  return hash.digest('hex');
}

function landed({ key, etag, size }: ObjectInfo, sha256: Sha256): Received {
  return { key, etag, size, sha256 };
}

/** The sender's connection breaks with many different errors; for the caller they are one. */
function asUploadFault(error: unknown): Error {
  if (error instanceof Error && error.name === 'HttpProblem') return error;
  return intakeProblem('UPLOAD_INTERRUPTED', undefined, { cause: error });
}
