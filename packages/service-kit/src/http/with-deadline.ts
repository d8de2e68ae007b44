import { problem } from './http-problem.ts';

/**
 * What `work` gives, or UNAVAILABLE after `ms` milliseconds. Redis clients hold commands back while the server is away;
 * a caller over HTTP must hear of it instead of waiting. The work itself goes on.
 */
export async function withDeadline<T>(work: Promise<T>, ms: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          problem('UNAVAILABLE', {
            zh: `${ms} 毫秒内没有应答：${what}`,
            en: `${what} did not answer within ${ms} ms`,
          }),
        ),
      ms,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
