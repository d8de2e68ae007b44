import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';

const epochKey = 'nianbao:epoch';

/**
 * The name of this Redis data set. It is made on first use and lost with the data, so an upload that was enqueued under
 * another epoch has lost its job: the sweep enqueues it again.
 */
export async function redisEpoch(redis: Redis): Promise<string> {
  const known = await redis.get(epochKey);
  if (known !== null) return known;
  const fresh = randomUUID();
  await redis.set(epochKey, fresh, 'NX');
  return (await redis.get(epochKey)) ?? fresh;
}
