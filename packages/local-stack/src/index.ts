export * from './redis/redis-unavailable-error.ts';
export * from './redis/start-redis.ts';
