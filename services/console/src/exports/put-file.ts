import { addAbortSignal, Readable } from 'node:stream';
import type { ObjectStore } from '@nianbao/object-store';

/** Streams bytes into the store as they are made; an abort breaks the object off, and none stands at the key. */
export async function putFile(
  store: ObjectStore,
  key: string,
  bytes: AsyncIterable<Uint8Array>,
  contentType: string,
  signal: AbortSignal,
): Promise<void> {
  const body = addAbortSignal(signal, Readable.from(bytes, { objectMode: false }));
  await store.put(key, body, { contentType });
}
