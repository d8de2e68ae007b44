import type { Redis } from 'ioredis';

const scanCount = 1_000;
/** Redis key of the list of jobs that workers of a queue have in hand: prefix, queue. */
const activeKey = /^(\{nianbao:([a-z0-9-]+)\}:\2):active$/;

/**
 * Lets go of every job that a worker has in hand, as if its lock had run out: BullMQ puts it back, and counts it as stalled, as soon as
 * a worker starts. Only where no worker can be alive. Returns how many.
 */
export async function releaseHeldJobs(redis: Redis): Promise<number> {
  let released = 0;
  const stream = redis.scanStream({ match: '{nianbao:*:active', count: scanCount });
  for await (const keys of stream as AsyncIterable<string[]>) {
    for (const key of keys) {
      const queue = activeKey.exec(key)?.[1];
      const held = queue === undefined ? [] : await redis.lrange(key, 0, -1);
      if (held.length === 0) continue;
      await redis
        .multi()
        .sadd(`${queue}:stalled`, ...held)
        .del(`${queue}:stalled-check`, ...held.map((id) => `${queue}:${id}:lock`))
        .exec();
      released += held.length;
    }
  }
  return released;
}
