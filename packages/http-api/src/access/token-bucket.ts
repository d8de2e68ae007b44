import { problem } from '@nianbao/service-kit/http';

/** Takes one of the caller's tokens. Throws TOO_MANY_REQUESTS, with the seconds until there is one again. */
export type TakeToken = (caller: string) => void;

interface Bucket {
  tokens: number;
  at: number;
}

/** Callers remembered; one that was forgotten begins with a full bucket. */
const maxCallers = 10_000;
/** A pause is made up for by a burst of this many seconds' requests. */
const burstSeconds = 10;

/** A token bucket per caller, in the memory of this process. `perMinute` 0 lets everything through. */
export function createTokenBuckets(perMinute: number): TakeToken {
  const perMs = perMinute / 60_000;
  const capacity = Math.max(1, perMs * 1000 * burstSeconds);
  const buckets = new Map<string, Bucket>();
  return (caller) => {
    if (perMinute === 0) return;
    const now = Date.now();
    const { tokens, at } = buckets.get(caller) ?? { tokens: capacity, at: now };
    const filled = Math.min(capacity, tokens + (now - at) * perMs);
    buckets.delete(caller);
    // A refused call costs nothing: who asks too often would otherwise never have a whole token.
    buckets.set(caller, { tokens: filled >= 1 ? filled - 1 : filled, at: now });
    const [oldest] = buckets.keys();
    if (buckets.size > maxCallers && oldest !== undefined) buckets.delete(oldest);
    if (filled >= 1) return;
    const seconds = Math.ceil((1 - filled) / perMs / 1000);
    throw problem('TOO_MANY_REQUESTS', `at most ${perMinute} requests a minute`, {
      headers: { 'retry-after': String(seconds) },
    });
  };
}
