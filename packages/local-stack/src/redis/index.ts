export * from './redis-unavailable-error.ts';
export * from './start-redis.ts';
