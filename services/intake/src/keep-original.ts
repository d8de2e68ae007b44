import { RetryLaterError } from '@nianbao/contracts';
import { type ObjectStore, PreconditionFailedError } from '@nianbao/object-store';

/** Copies once. If the upload was overwritten in between, the copy may hold the newer bytes: it is taken back. */
export async function keepOriginal(
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
