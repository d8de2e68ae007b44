import type { Logger } from '@nianbao/service-kit';

const intervalMs = 5_000;

/** Takes errors of connections, queues and workers: one line in five seconds, since a lost server raises some hundred a second. */
export type ErrorLog = (error: Error) => void;

export function createErrorLog(log: Logger): ErrorLog {
  let loggedAt = -intervalMs;
  return (error) => {
    if (performance.now() - loggedAt < intervalMs) return;
    loggedAt = performance.now();
    log.warn({ event: 'redis-error', error: reasonOf(error) }, 'Redis connection');
  };
}

/** A refused connection to a name with two addresses has its reasons inside and no message. */
function reasonOf(error: Error): string {
  const [first] = error instanceof AggregateError ? error.errors : [];
  return error.message || (first instanceof Error ? first.message : error.name);
}
