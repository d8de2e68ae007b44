import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { problem } from './http-problem.ts';

/**
 * What `work` gives, or UNAVAILABLE after `ms` milliseconds. Redis clients hold commands back while the server is away;
 * a caller over HTTP must hear of it instead of waiting. The work itself goes on.
 */
export async function withDeadline<T>(work: Promise<T>, ms: number, what: string): Promise<T> {
  const over = new AbortController();
  const late = async (): Promise<never> => {
    await sleep(ms, undefined, { signal: over.signal });
    // A busy process hears late of an answer that came in time.
    await turn();
    throw problem('UNAVAILABLE', {
      zh: `${ms} 毫秒内没有应答：${what}`,
      en: `${what} did not answer within ${ms} ms`,
    });
  };
  return Promise.race([work, late()]).finally(() => over.abort());
}
