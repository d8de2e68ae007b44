import type { Redis } from 'ioredis';

/** Long enough that a result published again after a catalogue rebuild or a long outage is still recognised. */
const keptForSeconds = 30 * 24 * 3600;
/** About 1 MB of memory; spares Redis the question for what was delivered a moment ago. */
const rememberedInMemory = 10_000;

export interface SeenResults {
  has(resultId: string): Promise<boolean>;
  /** To be called after the result was handled, so that a crash between leads to a second delivery and never to a lost one. */
  add(resultId: string): Promise<void>;
}

/** Remembers handled results: an in-memory LRU before Redis keys `nianbao:seen:<queue>:<name>:<resultId>` kept for 30 days. */
export function createSeenResults(redis: Redis, queue: string, name: string): SeenResults {
  const recent = new Set<string>();
  const key = (resultId: string) => `nianbao:seen:${queue}:${name}:${resultId}`;
  const remember = (resultId: string): void => {
    recent.delete(resultId);
    recent.add(resultId);
    if (recent.size > rememberedInMemory) {
      for (const oldest of recent) {
        recent.delete(oldest);
        break;
      }
    }
  };
  return {
    async has(resultId) {
      if (recent.has(resultId)) return true;
      if ((await redis.exists(key(resultId))) === 0) return false;
      remember(resultId);
      return true;
    },
    async add(resultId) {
      await redis.set(key(resultId), new Date().toISOString(), 'EX', keptForSeconds);
      remember(resultId);
    },
  };
}
