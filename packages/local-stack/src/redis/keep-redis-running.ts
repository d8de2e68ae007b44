import type { LocalizedText } from '@nianbao/contracts';
import { type RunningRedis, type StartRedisOptions, startRedis } from './start-redis.ts';

export interface KeptRedis {
  url: string;
  version: string;
  stop(): Promise<void>;
}
export interface KeepRedisOptions extends StartRedisOptions {
  /** The server ended by itself (killed, out of memory) and was started again, or could not be. */
  onTrouble(message: LocalizedText, error?: unknown): void;
}

const restartsPerMinute = 5;

/**
 * {@link startRedis}, and again under the same address whenever it ends by itself: its clients reconnect and find their data.
 * Gives up after five times in a minute.
 */
export async function keepRedisRunning(options: KeepRedisOptions): Promise<KeptRedis> {
  let current: RunningRedis = await startRedis(options);
  const { url, version } = current;
  const port = Number(new URL(url).port);
  let stopping = false;
  let restarting = Promise.resolve();
  let recent: number[] = [];

  function watch(): void {
    void current.ended.then(() => {
      if (!stopping) restarting = restart();
    });
  }

  async function restart(): Promise<void> {
    recent = [...recent.filter((at) => at > Date.now() - 60_000), Date.now()];
    if (recent.length > restartsPerMinute) return options.onTrouble(gaveUp);
    try {
      await current.stop();
      current = await startRedis({ ...options, port });
      options.onTrouble(startedAgain);
      watch();
    } catch (error) {
      options.onTrouble(gaveUp, error);
    }
  }

  watch();
  return {
    url,
    version,
    async stop() {
      stopping = true;
      await restarting;
      await current.stop();
    },
  };
}

const startedAgain: LocalizedText = {
  zh: 'Redis 意外退出，已自动重新启动，数据保留。',
  en: 'Redis ended unexpectedly and was started again; its data is kept.',
};
const gaveUp: LocalizedText = {
  zh: 'Redis 意外退出，无法重新启动。请查看数据目录下的 logs/redis.log，然后重新启动年报。',
  en: 'Redis ended unexpectedly and cannot be started again. See logs/redis.log in the data folder, then start Nianbao again.',
};
