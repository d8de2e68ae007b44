import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';

/** Jobs whose age is asked. Priorities put young jobs before old ones, so the head of the queue does not tell. */
const sampled = 200;

/** One call: it is asked for every look at every stage. */
const script = `
local oldest = false
local function look(key, command, length)
  for at = 0, length - 1, math.max(1, length / tonumber(ARGV[1])) do
    local rank = math.floor(at)
    local id = redis.call(command, key, rank, rank)[1]
    local time = id and tonumber(redis.call('HGET', ARGV[2] .. id, 'timestamp'))
    if time and (not oldest or time < oldest) then oldest = time end
  end
end
look(KEYS[1], 'LRANGE', redis.call('LLEN', KEYS[1]))
look(KEYS[2], 'ZRANGE', redis.call('ZCARD', KEYS[2]))
return oldest and string.format('%.0f', oldest)`;

/**
 * Seconds since the oldest waiting job was enqueued; null when none waits. Exact up to 200 jobs; of more, 200 spread evenly over the
 * order they will run in are asked.
 */
export async function oldestWaitingSeconds(redis: Redis, queue: Queue): Promise<number | null> {
  const [wait, prioritized] = [queue.toKey('wait'), queue.toKey('prioritized')];
  const oldest = await redis.eval(script, 2, wait, prioritized, sampled, queue.toKey(''));
  return oldest === null ? null : Math.max(0, Date.now() - Number(oldest)) / 1_000;
}
