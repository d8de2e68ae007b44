/** As long as a document of the largest size may keep the event loop from renewing a lock, and more. */
const defaultLockMs = 20_000;

/**
 * Options of every worker. A lock is renewed at half its time. Dead workers' jobs are looked for more often than a lock lasts: BullMQ
 * notes who is at work in one look and frees in a later one what was noted and has lost its lock.
 */
export function workerLock(lockMs = defaultLockMs) {
  return { lockDuration: lockMs, stalledInterval: lockMs / 5 };
}
