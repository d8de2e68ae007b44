import { randomUUID } from 'node:crypto';
import type { TestOutcome } from '@nianbao/contracts';
import type { JobsOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Scheduled } from '../queues/schedule.ts';
import type { StageQueues } from '../queues/stage-queues.ts';
import type { ErrorLog } from '../redis/error-log.ts';
import { traceDelivery } from './delivery-trace.ts';
import { type DeliveryWork, runDeliveryWorker } from './delivery-worker.ts';
import { jobIdOf, type SettledDelivery, watchSettled } from './watch-settled.ts';

/** How often a message is tried, and the first delay of the exponential backoff in milliseconds; half of each delay is jitter. */
export interface DeliveryPolicy {
  attempts: number;
  backoffMs: number;
}

export interface Message {
  /** Names the delivery: a key that is on the queue, or was within a day, is not added again. */
  key: string;
  data: object;
  /** Traceparent of the report it is about. */
  trace?: string | null | undefined;
}

/** Where a message that was sent has got to. `unknown`: the queue does not have it (any more). */
type MessageState = 'queued' | 'delivered' | 'dead' | 'unknown';

/** Results on the queues of subscriptions. */
export interface Deliveries {
  /** How many more messages a queue takes. */
  room(queue: string): Promise<number>;
  send(queue: string, messages: readonly Message[], policy: DeliveryPolicy): Promise<void>;
  /** Keeps a queue from being consumed, or lets it, at once: a rest that its far end asked for is over. */
  hold(queue: string, held: boolean): Promise<void>;
  /** Calls back with the deliveries that have come to an end, in small groups; again later when it throws. */
  onSettled(queue: string, settle: (settled: SettledDelivery[]) => Promise<void>): Promise<Scheduled>;
  messageStates(queue: string, keys: readonly string[]): Promise<Map<string, MessageState>>;
  /** Sends the messages of a queue on, until closed. */
  runDeliveryWorker(work: DeliveryWork): Scheduled;
  /** Once the far end answers again, what waits for its next attempt need not wait longer. */
  retryNow(queue: string): Promise<void>;
  /** Puts a test in front of the queue and waits for its end. */
  sendTest(queue: string, data: object, waitMs: number): Promise<TestOutcome>;
  /** Removes a queue with all it holds. */
  dropQueue(queue: string): Promise<void>;
}

/** Finished messages are kept a day so that a repeated delivery is recognised by its job id. */
const keepFinished = { age: 86_400, count: 20_000 };
/** The catalogue keeps the dead letters; these are for whoever looks into the queue itself. */
const keepDead = { age: 7 * 86_400, count: 20_000 };
const keepTests = { age: 60 };
const testLookMs = 100;

export function createDeliveries(
  redis: Redis,
  queues: StageQueues,
  limit: number,
  onError: ErrorLog,
): Deliveries {
  const traced = (queue: string, trace: string | null | undefined) =>
    queues.telemetry.telemetry && trace ? { telemetry: { metadata: traceDelivery(queue, trace) } } : {};
  return {
    async room(name) {
      const counts = await queues.queue(name).getJobCounts('waiting', 'delayed');
      return Math.max(0, limit - (counts.waiting ?? 0) - (counts.delayed ?? 0));
    },
    async send(name, messages, { attempts, backoffMs }) {
      const opts: JobsOptions = {
        attempts,
        backoff: { type: 'exponential', delay: backoffMs, jitter: 0.5 },
        removeOnComplete: keepFinished,
        removeOnFail: keepDead,
        stackTraceLimit: 0,
      };
      await queues.queue(name).addBulk(
        messages.map(({ key, data, trace }) => ({
          name: 'result',
          data,
          opts: { ...opts, ...traced(name, trace), jobId: jobIdOf(key) },
        })),
      );
    },
    async hold(name, held) {
      const queue = queues.queue(name);
      if ((await queue.isPaused()) === held) return;
      if (held) return queue.pause();
      await queue.removeRateLimitKey();
      await queue.resume();
    },
    onSettled: (name, settle) => watchSettled(redis, onError, name, settle),
    async messageStates(name, keys) {
      const queue = queues.queue(name);
      const states = await Promise.all(keys.map((key) => queue.getJobState(jobIdOf(key))));
      return new Map(keys.map((key, at) => [key, messageState(states[at])]));
    },
    runDeliveryWorker: (work) => runDeliveryWorker(redis, queues, onError, work),
    retryNow: (name) => queues.queue(name).promoteJobs(),
    sendTest: (name, data, waitMs) => sendTest(queues, name, data, waitMs),
    async dropQueue(name) {
      const queue = queues.queue(name);
      await queue.pause();
      await queue.obliterate({ force: true });
      await queue.removeRateLimitKey();
    },
  };
}

function messageState(state: string | undefined): MessageState {
  if (state === 'completed') return 'delivered';
  if (state === 'failed') return 'dead';
  return state === undefined || state === 'unknown' ? 'unknown' : 'queued';
}

async function sendTest(
  queues: StageQueues,
  name: string,
  data: object,
  waitMs: number,
): Promise<TestOutcome> {
  const queue = queues.queue(name);
  const jobId = `test-${randomUUID()}`;
  await queue.add('test', data, {
    jobId,
    lifo: true,
    removeOnComplete: keepTests,
    removeOnFail: keepTests,
    stackTraceLimit: 0,
  });
  const until = performance.now() + waitMs;
  for (;;) {
    const job = await queue.getJob(jobId);
    if (job?.finishedOn !== undefined) {
      const detail = job.failedReason ?? job.returnvalue;
      return {
        outcome: job.failedReason === undefined ? 'delivered' : 'failed',
        detail: typeof detail === 'string' ? detail : null,
      };
    }
    if (performance.now() > until) return { outcome: 'waiting', detail: null };
    await new Promise((resolve) => setTimeout(resolve, testLookMs));
  }
}
