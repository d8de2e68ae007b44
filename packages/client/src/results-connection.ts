import { Redis } from 'ioredis';
import { UnreachableError } from './api-error.ts';

export interface ResultsConnection {
  redis: Redis;
  /** Closes what this module opened; a connection handed in is its owner's to close. */
  release(): Promise<void>;
}

/** Either the given ioredis instance (it must have `maxRetriesPerRequest: null`) or a new one, checked to be reachable. */
export async function openResultsConnection(
  source: { redisUrl: string } | { connection: Redis },
  onError: (error: Error) => void,
): Promise<ResultsConnection> {
  if ('connection' in source) {
    if (source.connection.options.maxRetriesPerRequest !== null) {
      throw new TypeError('connection: an ioredis instance with maxRetriesPerRequest: null is needed');
    }
    return { redis: source.connection, release: async () => {} };
  }
  const redis = new Redis(source.redisUrl, {
    maxRetriesPerRequest: null,
    lazyConnect: true,
    connectTimeout: 5_000,
  });
  let lastError: Error | undefined;
  const listen = (error: Error): void => {
    lastError = error;
    onError(error);
  };
  redis.on('error', listen);
  // BullMQ's worker makes a second connection, and takes its own listener off before it is closed: ours stays on.
  const duplicate = redis.duplicate.bind(redis);
  redis.duplicate = (override) => duplicate(override).on('error', listen);
  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    throw new UnreachableError(withoutPassword(source.redisUrl), lastError ?? error);
  }
  return { redis, release: async () => void (await redis.quit().catch(() => redis.disconnect())) };
}

function withoutPassword(redisUrl: string): string {
  if (!URL.canParse(redisUrl)) return 'Redis';
  const { protocol, host } = new URL(redisUrl);
  return `${protocol}//${host}`;
}
