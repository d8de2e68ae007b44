import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import type { LocalizedText } from '@nianbao/contracts';
import type { Redis } from 'ioredis';

/** An answer did not come in time. */
export class UnansweredError extends Error {
  override readonly name = 'UnansweredError';
  readonly text: LocalizedText;
  /** Everything answers, only not as fast as it is asked: the same again goes well later. */
  readonly busy: boolean;
  constructor({ text, busy }: { text: LocalizedText; busy: boolean }) {
    super(text.en);
    this.text = text;
    this.busy = busy;
  }
}

const silent = {
  ms: 3_000,
  busy: false,
  text: {
    zh: 'Redis 没有应答。请检查 Redis 是否在运行、网络是否畅通；恢复后处理会自动继续。',
    en: 'Redis does not answer. Check that it runs and can be reached; work goes on by itself once it does.',
  },
};
const slow = {
  ms: 15_000,
  busy: true,
  text: {
    zh: '15 秒内没有完成：机器繁忙，请稍后重试。',
    en: 'It was not done within 15 seconds: the machine is busy. Try again later.',
  },
};

const pingEveryMs = 1_000;

/**
 * What `work` gives. Commands wait for a lost server to come back; whoever asks for an answer must not. Throws UnansweredError when Redis
 * is silent meanwhile, or the work takes too long; it goes on all the same.
 */
export async function answersInTime<T>(redis: Redis, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = async ({ ms, ...why }: typeof silent): Promise<never> => {
    await sleep(ms, undefined, { signal: over.signal });
    // A busy process hears late of an answer that came in time.
    await turn();
    throw new UnansweredError(why);
  };
  const untilSilent = async (): Promise<never> => {
    for (;;) {
      await Promise.race([redis.ping(), late(silent)]);
      await sleep(pingEveryMs, undefined, { signal: over.signal });
    }
  };
  return Promise.race([work, untilSilent(), late(slow)]).finally(() => over.abort());
}
