import type { ChildProcess } from 'node:child_process';
import { PermanentError } from '@nianbao/contracts';
import type { ConverterReply } from './messages.ts';
import { readRss } from './read-rss.ts';

export interface GuardLimits {
  timeoutMs: number;
  memoryMb: number;
}

export interface Guards {
  /** Never resolves; rejects with TIMEOUT, for the clock and for memory, or with the signal's reason. */
  breach: Promise<never>;
  breached(): boolean;
  stop(): void;
}

const megabyte = 1024 * 1024;
const memoryPollMs = 100;
/** Share of the limit that is left for what a child takes between two looks (measured on PDF bombs: 11 MB). */
const headroom = 0.03;

/** Time, memory and the caller's signal: the first one to be breached rejects `breach`. */
export function startGuards(
  child: ChildProcess,
  limits: GuardLimits,
  signal: AbortSignal | undefined,
): Guards {
  let breached = false;
  let fail: (error: unknown) => void = () => {};
  const breach = new Promise<never>((_, reject) => {
    fail = (error) => {
      breached = true;
      reject(error);
    };
  });
  breach.catch(() => {});
  const abort = (): void => fail(signal?.reason);
  const checkMemory = (bytes: number | undefined): void => {
    const used = Math.round((bytes ?? 0) / megabyte);
    if (used > limits.memoryMb * (1 - headroom))
      fail(new PermanentError('TIMEOUT', `stopped at ${used} MB of ${limits.memoryMb}`));
  };
  const onMessage = (reply: ConverterReply): void => {
    if (reply.kind === 'memory') checkMemory(reply.bytes);
  };
  const timer = setTimeout(
    () => fail(new PermanentError('TIMEOUT', `stopped after ${limits.timeoutMs} ms`)),
    limits.timeoutMs,
  );
  const poll = setInterval(() => void readRss(child.pid ?? 0).then(checkMemory), memoryPollMs);
  child.on('message', onMessage);
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted === true) abort();
  const stop = (): void => {
    clearTimeout(timer);
    clearInterval(poll);
    child.off('message', onMessage);
    signal?.removeEventListener('abort', abort);
  };
  return { breach, breached: () => breached, stop };
}
