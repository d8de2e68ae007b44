import type { Redis } from 'ioredis';
import { atMost } from '../at-most.ts';

/** How fast a bucket fills, and how much it holds. */
export interface BucketSize {
  perMinute: number;
  capacity: number;
}

/** Token buckets that all processes share. */
export interface TokenBuckets {
  /**
   * Takes `cost` tokens (0 only asks whether there is one) and returns 0, or takes none and returns the milliseconds until there is one.
   * Null: Redis does not answer at once, and nobody should wait for that.
   */
  take(name: string, size: BucketSize, cost: number): Promise<number | null>;
}

/** A busy process hears late of an answer that came at once. */
const patienceMs = 2_000;
/** A silent Redis is not waited for with every call. */
const asideMs = 10_000;

/** By Redis' own clock. A bucket that nobody uses is forgotten when it would be full. */
const takeTokens = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local capacity, perMs, cost = tonumber(ARGV[1]), ARGV[2] / 60000, tonumber(ARGV[3])
local known = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = math.min(capacity, (known[1] or capacity) + math.max(0, now - (known[2] or now)) * perMs)
if tokens < 1 then return math.ceil((1 - tokens) / perMs) end
if cost > 0 then
  redis.call('HSET', KEYS[1], 'tokens', tostring(tokens - cost), 'at', string.format('%.3f', now))
  redis.call('PEXPIRE', KEYS[1], math.ceil(capacity / perMs))
end
return 0`;

export function createTokenBuckets(redis: Redis): TokenBuckets {
  let asideUntil = 0;
  return {
    async take(name, { perMinute, capacity }, cost) {
      if (redis.status !== 'ready' || performance.now() < asideUntil) return null;
      let wait: number | null = null;
      const asked = redis
        .eval(takeTokens, 1, `nianbao:tokens:${name}`, capacity, perMinute, cost)
        .then((answer) => {
          wait = Number(answer);
        })
        .catch(() => {});
      await atMost(patienceMs, asked);
      if (wait === null) asideUntil = performance.now() + asideMs;
      return wait;
    },
  };
}
