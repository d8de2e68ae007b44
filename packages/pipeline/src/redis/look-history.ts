import { PipelineSample } from '@nianbao/contracts';
import type { Redis } from 'ioredis';

const historyKey = 'nianbao:looks';
const slotSeconds = 15;
const keptLooks = (24 * 3600) / slotSeconds;

/** Looks at the queues, one per 15 seconds whoever looks, for 24 hours: every console shows the same, and a new one what the old ones saw. */
export interface LookHistory {
  /** Keeps the look unless there is one of these 15 seconds. */
  keep(look: PipelineSample): Promise<void>;
  /** Of the last minutes, oldest first. */
  recent(minutes: number): Promise<PipelineSample[]>;
}

export function createLookHistory(redis: Redis): LookHistory {
  /** Redis' own clock, so that consoles on several machines mean the same slot. */
  const seconds = async () => Number((await redis.time())[0]);
  return {
    async keep(look) {
      const now = await seconds();
      const slot = `${now - (now % slotSeconds)}000-0`;
      const entry = [slot, 'look', JSON.stringify(look)] as const;
      await redis.xadd(historyKey, 'MAXLEN', keptLooks, ...entry).catch(ignoreTakenSlot);
    },
    async recent(minutes) {
      const from = ((await seconds()) - minutes * 60) * 1000;
      const entries = await redis.xrange(historyKey, from, '+');
      return entries.flatMap(([, fields]) => parse(fields[1]));
    },
  };
}

/** A stream takes an id but once, and none before its last. */
function ignoreTakenSlot(error: unknown): null {
  if (error instanceof Error && error.message.includes('equal or smaller')) return null;
  throw error;
}

/** What a newer version of this program may have written is as if it were not there. */
function parse(text: string | undefined): PipelineSample[] {
  const look = text === undefined ? undefined : PipelineSample.safeParse(JSON.parse(text)).data;
  return look === undefined ? [] : [look];
}
