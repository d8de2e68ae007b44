import type { Logger } from '@nianbao/service-kit';
import { Redis } from 'ioredis';

const errorLogIntervalMs = 5_000;

/**
 * A connection as BullMQ needs it: commands wait for a reconnect instead of failing. Errors are logged at most once in
 * five seconds, because a lost server raises one per attempt.
 */
export function connectRedis(url: string, log: Logger): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(50 * times, 2_000),
  });
  let loggedAt = 0;
  redis.on('error', (error) => {
    if (Date.now() - loggedAt < errorLogIntervalMs) return;
    loggedAt = Date.now();
    log.warn({ event: 'redis-error', error: error.message }, 'Redis connection');
  });
  return redis;
}
