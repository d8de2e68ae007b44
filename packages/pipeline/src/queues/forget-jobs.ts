import type { Redis } from 'ioredis';
import type { StageQueues } from './stage-queues.ts';

/** Keys asked for at a time; a scan of a hundred thousand keys takes some tens of milliseconds in all. */
const scanCount = 1_000;
/** Redis key of a job: prefix, queue, job id. Job ids begin with the stage or `result` and name what they are about. */
const jobKey = /^\{nianbao:([a-z0-9-]+)\}:\1:([a-z-]+-([0-9a-f]{64}|[0-9a-f]{32})(?:-.*)?)$/;
const eventsKey = /^\{nianbao:([a-z0-9-]+)\}:\1:events$/;
const jobIdOfSubject = /^[a-z-]+-([0-9a-f]{64}|[0-9a-f]{32})(?:-.*)?$/;

/**
 * Takes the jobs about these documents, uploads and results out of every queue, and what the queues tell of them: a consumer's error may quote
 * what it was handed. Returns the ids that a worker has in hand
 * right now: their jobs stay, ask again.
 */
export async function forgetJobs(
  redis: Redis,
  queues: StageQueues,
  ids: ReadonlySet<string>,
): Promise<Set<string>> {
  const busy = new Set<string>();
  const stream = redis.scanStream({ match: '{nianbao:*', count: scanCount });
  for await (const keys of stream as AsyncIterable<string[]>) {
    for (const key of keys) {
      if (eventsKey.test(key)) await forgetEvents(redis, key, ids);
      const [, queue, jobId, id] = jobKey.exec(key) ?? [];
      if (queue === undefined || jobId === undefined || id === undefined || !ids.has(id)) continue;
      if (!(await remove(queues, queue, jobId))) busy.add(id);
    }
  }
  return busy;
}

async function remove(queues: StageQueues, queue: string, jobId: string): Promise<boolean> {
  const job = await queues.queue(queue).getJob(jobId);
  if (!job) return true;
  if (await job.isActive()) return false;
  // A worker may take it at this very moment: then its lock forbids to remove it.
  return job.remove().then(
    () => true,
    () => false,
  );
}

/** The stream of a queue's events keeps the last ten thousand, however old. */
async function forgetEvents(redis: Redis, key: string, ids: ReadonlySet<string>): Promise<void> {
  let from = '-';
  for (;;) {
    const page = await redis.xrange(key, from, '+', 'COUNT', scanCount);
    const gone = page.filter(([, fields]) => {
      const jobId = fields[fields.indexOf('jobId') + 1] ?? '';
      return ids.has(jobIdOfSubject.exec(jobId)?.[1] ?? '');
    });
    if (gone.length > 0) await redis.xdel(key, ...gone.map(([entry]) => entry));
    const last = page.at(-1)?.[0];
    if (last === undefined || page.length < scanCount) return;
    from = `(${last}`;
  }
}
