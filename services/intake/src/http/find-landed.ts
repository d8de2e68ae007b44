import type { ObjectStore } from '@nianbao/object-store';
import type { LandedObject } from '../accept-upload.ts';

/** Requests to the store at the same time, per call. */
const concurrency = 16;

/** An announced object: what its key may be, and the ETag it was announced with. */
export interface Announced {
  keys: readonly string[];
  etag: string | null;
}

/**
 * Looks the announced objects up. What the store holds now counts, not what the announcement says of it: so late,
 * repeated, reordered and forged announcements come to the same. Null for those that are not there; order is kept.
 */
export async function findLanded(
  store: Pick<ObjectStore, 'head'>,
  announced: readonly Announced[],
): Promise<(LandedObject | null)[]> {
  const found: (LandedObject | null)[] = new Array(announced.length).fill(null);
  let next = 0;
  async function work(): Promise<void> {
    for (let at = next++; at < announced.length; at = next++) {
      const object = announced[at];
      if (object !== undefined) found[at] = await findOne(store, object);
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, announced.length) }, work));
  return found;
}

/** Of several objects that the key could mean, the one with the announced ETag; else the first there is. */
async function findOne(
  store: Pick<ObjectStore, 'head'>,
  { keys, etag }: Announced,
): Promise<LandedObject | null> {
  let first: LandedObject | null = null;
  for (const key of keys) {
    const info = await store.head(key);
    if (info === null) continue;
    const landed = { key, etag: info.etag, size: info.size, lastModified: info.lastModified };
    if (etag === null || info.etag === etag) return landed;
    first ??= landed;
  }
  return first;
}
