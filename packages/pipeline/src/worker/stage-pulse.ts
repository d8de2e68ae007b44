import type { Queue } from 'bullmq';

export interface StagePulse {
  /** A job was taken or finished. */
  beat(): void;
  /** Rejects when work waits in the queue and this process took none of it for the limit. */
  check(): Promise<void>;
  stop(): void;
}

/** How often the queue's depth is asked within the limit. */
const looks = 5;

/**
 * Sees a worker that stopped without a word: connected, but taking nothing. The limit should be longer than the longest job. An
 * empty or paused queue, and a Redis that does not answer (readiness tells of that), start the time anew.
 */
export function createStagePulse(queue: Queue, limitMs: number): StagePulse {
  let quietSince = performance.now();
  let waiting = 0;
  let asking = false;
  async function look(): Promise<void> {
    if (!asking && performance.now() - quietSince < limitMs / looks) return;
    // Commands wait for a lost server: one that is still out says nothing of the queue.
    const unanswered = asking;
    asking = true;
    waiting = unanswered ? 0 : await waitingIn(queue).catch(() => 0);
    if (!unanswered) asking = false;
    if (waiting === 0) quietSince = performance.now();
  }
  const timer = setInterval(look, limitMs / looks);
  timer.unref();
  return {
    beat() {
      quietSince = performance.now();
      waiting = 0;
    },
    async check() {
      const seconds = Math.round((performance.now() - quietSince) / 1_000);
      if (waiting > 0 && performance.now() - quietSince >= limitMs)
        throw new Error(`${waiting} job(s) wait in ${queue.name} and none was taken for ${seconds} s`);
    },
    stop: () => clearInterval(timer),
  };
}

async function waitingIn(queue: Queue): Promise<number> {
  if (await queue.isPaused()) return 0;
  const counts = await queue.getJobCounts('waiting', 'prioritized');
  return (counts.waiting ?? 0) + (counts.prioritized ?? 0);
}
