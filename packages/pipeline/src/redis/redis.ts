import { Redis } from 'ioredis';
import type { ErrorLog } from './error-log.ts';

export interface RedisConnections {
  redis: Redis;
  /** Ends it and every duplicate that is still open. */
  disconnect(): void;
}

/**
 * A connection as BullMQ needs it: commands wait for a reconnect instead of failing. BullMQ makes duplicates of it and takes its
 * listeners off them before they are closed; ours stays on, or ioredis would print to standard error what nobody listens to.
 */
export function connectRedis(url: string, onError: ErrorLog): RedisConnections {
  const open = new Set<Redis>();
  const keep = (redis: Redis): Redis => {
    open.add(redis);
    redis.on('error', onError);
    redis.once('end', () => open.delete(redis));
    const duplicate = redis.duplicate.bind(redis);
    redis.duplicate = (override) => keep(duplicate(override));
    return redis;
  };
  const retryStrategy = (times: number) => Math.min(50 * times, 2_000);
  const redis = keep(new Redis(url, { maxRetriesPerRequest: null, retryStrategy }));
  return {
    redis,
    disconnect() {
      for (const each of open) each.disconnect();
    },
  };
}
