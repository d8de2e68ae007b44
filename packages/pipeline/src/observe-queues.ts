import { type StageName, stageNames } from '@nianbao/contracts';
import { oldestWaitingSeconds } from './oldest-waiting.ts';
import type { Pipeline } from './pipeline.ts';

/** What the queues say of themselves beyond their depth. */
export interface QueueObservation {
  stages: { stage: StageName; oldestWaitingSeconds: number; paused: boolean }[];
  /** Bytes. The limit is `maxmemory`, or where that is not set the machine's memory. */
  memory: { used: number; limit: number };
}

type Observed = Pick<Pipeline, 'redis' | 'queues'>;

/** For one scraper: a few hundred small commands where many jobs wait. */
export async function observeQueues({ redis, queues }: Observed): Promise<QueueObservation> {
  const [stages, memory] = await Promise.all([
    Promise.all(
      stageNames.map(async (stage) => {
        const queue = queues.queue(stage);
        const [seconds, paused] = await Promise.all([oldestWaitingSeconds(redis, queue), queue.isPaused()]);
        return { stage, oldestWaitingSeconds: seconds, paused };
      }),
    ),
    redis.info('memory'),
  ]);
  const bytes = (field: string) => Number(new RegExp(`^${field}:(\\d+)`, 'm').exec(memory)?.[1] ?? 0);
  const limit = bytes('maxmemory') || bytes('total_system_memory');
  return { stages, memory: { used: bytes('used_memory'), limit } };
}

/** Messages that the consumers of a subscription queue gave up on. */
export function deadLetters({ queues }: Pick<Observed, 'queues'>, target: string): Promise<number> {
  return queues.queue(target).getFailedCount();
}
