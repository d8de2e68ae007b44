import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';

/** Jobs whose age is asked. Priorities put young jobs before old ones, so the head of the queue does not tell. */
const sampled = 200;

/**
 * Seconds since the oldest waiting job was enqueued; 0 when none waits. Exact up to 200 jobs; of more, 200 spread evenly over the
 * order they will run in are asked.
 */
export async function oldestWaitingSeconds(redis: Redis, queue: Queue): Promise<number> {
  const [lists, zsets] = await Promise.all([
    redis.llen(queue.toKey('wait')),
    redis.zcard(queue.toKey('prioritized')),
  ]);
  const ids = await Promise.all([
    ...ranks(lists).map((rank) => redis.lindex(queue.toKey('wait'), rank)),
    ...ranks(zsets).map(
      async (rank) => (await redis.zrange(queue.toKey('prioritized'), String(rank), String(rank)))[0],
    ),
  ]);
  const times = await Promise.all(
    ids.map(async (id) => (id ? Number(await redis.hget(queue.toKey(id), 'timestamp')) : 0)),
  );
  // A job that was taken meanwhile may be gone.
  const oldest = Math.min(...times.filter((time) => time > 0));
  return Number.isFinite(oldest) ? Math.max(0, Date.now() - oldest) / 1_000 : 0;
}

function ranks(length: number): number[] {
  const count = Math.min(length, sampled);
  return Array.from({ length: count }, (_, n) => Math.floor((n * length) / count));
}
