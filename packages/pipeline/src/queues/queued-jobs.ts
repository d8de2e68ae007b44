import { Job, type Queue } from 'bullmq';
import type { Redis } from 'ioredis';

const pageSize = 1_000;

/**
 * Jobs in these states, page by page. Those that are there from begin to end come at least once, whatever is added or taken
 * meanwhile; jobs move in their set when others go, so pages by position would leave some out.
 */
export async function* queuedJobs(
  redis: Redis,
  queue: Queue,
  states: readonly ('prioritized' | 'delayed' | 'wait')[],
): AsyncGenerator<Job[]> {
  for (const state of states) {
    for await (const ids of state === 'wait' ? listed(redis, queue) : scanned(redis, queue, state)) {
      const jobs = await Promise.all(ids.map((id) => Job.fromId(queue, id)));
      // Taken in between.
      yield jobs.filter((job) => job !== undefined);
    }
  }
}

async function* scanned(
  redis: Redis,
  queue: Queue,
  state: 'prioritized' | 'delayed',
): AsyncGenerator<string[]> {
  let cursor = '0';
  do {
    const [next, found] = await redis.zscan(queue.toKey(state), cursor, 'COUNT', pageSize);
    cursor = next;
    yield found.filter((_, at) => at % 2 === 0);
  } while (cursor !== '0');
}

/** Jobs without a priority; ours all have one, so it is short. */
async function* listed(redis: Redis, queue: Queue): AsyncGenerator<string[]> {
  yield await redis.lrange(queue.toKey('wait'), 0, -1);
}
