import { problem } from '@nianbao/service-kit/http';

/** How fast a bucket fills, and how much it holds. */
export interface BucketSize {
  perMinute: number;
  capacity: number;
}

/** Buckets of all processes together: takes tokens and gives 0, or the milliseconds until there is one; null when it cannot tell. */
export interface SharedBuckets {
  take(name: string, size: BucketSize, cost: number): Promise<number | null>;
}

/**
 * Takes one of the caller's tokens; with `cost` 0 it only asks whether there is one. Throws TOO_MANY_REQUESTS, with the seconds until
 * there is one again.
 */
export type TakeToken = (caller: string, cost?: number) => Promise<void>;

interface Bucket {
  tokens: number;
  at: number;
}

/** Callers remembered; one that was forgotten begins with a full bucket. */
const maxCallers = 10_000;
/** A pause is made up for by a burst of this many seconds' requests. */
const burstSeconds = 10;

/** As many requests a minute as each caller may make, with a burst of ten seconds'. */
export function ratePerMinute(perMinute: number): BucketSize {
  return { perMinute, capacity: Math.max(1, (perMinute / 60) * burstSeconds) };
}

/** A token bucket per caller, held by all processes together and, while `shared` cannot tell, by this one. `perMinute` 0 lets everything through. */
export function createTokenBuckets(
  size: BucketSize,
  shared?: { purpose: string; buckets: SharedBuckets },
): TakeToken {
  const takeHere = createLocalBuckets(size);
  return async (caller, cost = 1) => {
    if (size.perMinute === 0) return;
    const waitMs =
      (await shared?.buckets.take(`${shared.purpose}:${caller}`, size, cost)) ?? takeHere(caller, cost);
    if (waitMs === 0) return;
    throw problem(
      'TOO_MANY_REQUESTS',
      { zh: `每分钟最多 ${size.perMinute} 次`, en: `at most ${size.perMinute} requests a minute` },
      {
        headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) },
      },
    );
  };
}

/** For strangers: a bucket each, and a larger one of all together, which none of them empties alone. */
export function createStrangersBuckets(
  { each, all }: { each: BucketSize; all: BucketSize },
  shared?: { purpose: string; buckets: SharedBuckets },
): TakeToken {
  const takeOwn = createTokenBuckets(each, shared);
  const takeCommon = createTokenBuckets(all, shared);
  return async (caller, cost) => {
    await takeOwn(caller, cost);
    await takeCommon('all', cost);
  };
}

function createLocalBuckets({ perMinute, capacity }: BucketSize) {
  const perMs = perMinute / 60_000;
  const buckets = new Map<string, Bucket>();
  return (caller: string, cost: number): number => {
    const now = performance.now();
    const { tokens, at } = buckets.get(caller) ?? { tokens: capacity, at: now };
    const filled = Math.min(capacity, tokens + (now - at) * perMs);
    buckets.delete(caller);
    // A refused call costs nothing: who asks too often would otherwise never have a whole token.
    buckets.set(caller, { tokens: filled >= 1 ? filled - cost : filled, at: now });
    const [oldest] = buckets.keys();
    if (buckets.size > maxCallers && oldest !== undefined) buckets.delete(oldest);
    return filled >= 1 ? 0 : Math.ceil((1 - filled) / perMs);
  };
}
