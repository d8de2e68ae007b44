import { Redis } from 'ioredis';
import type { ErrorLog } from './error-log.ts';

/**
 * A connection as BullMQ needs it: commands wait for a reconnect instead of failing. BullMQ makes duplicates of it and takes its
 * listeners off them before they are closed; ours stays on, or ioredis would print to standard error what nobody listens to.
 */
export function connectRedis(url: string, onError: ErrorLog): Redis {
  return listened(
    new Redis(url, { maxRetriesPerRequest: null, retryStrategy: (times) => Math.min(50 * times, 2_000) }),
    onError,
  );
}

function listened(redis: Redis, onError: ErrorLog): Redis {
  redis.on('error', onError);
  const duplicate = redis.duplicate.bind(redis);
  redis.duplicate = (override) => listened(duplicate(override), onError);
  return redis;
}
