import { setTimeout as sleep } from 'node:timers/promises';
import {
  defaultResultsQueue,
  deliveryKey,
  maxReceiverDeaths,
  queueAddress,
  type ReferenceMessage,
  type Result,
  type ResultMessage,
  type SubscriptionMessage,
  type TestMessage,
} from '@nianbao/contracts';
import { type Job, UnrecoverableError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { InvalidPayloadError } from './invalid-payload-error.ts';
import { readMessage } from './read-message.ts';
import { openResultsConnection, type ResultsConnection } from './results-connection.ts';
import { createSeenResults, type SeenResults } from './seen-results.ts';

interface ConsumeHandlers {
  /** Subscription queue; default `results`. Every queue gets every result; consumers of one queue share its results. */
  queue?: string;
  /** Name of the program: consumers with the same name share the memory of what was handled. Default `default`. */
  name?: string;
  /** Results handled at the same time; default 1. */
  concurrency?: number;
  /** Returning acknowledges the result. Throwing has it delivered again later, a bounded number of times. */
  onResult: (result: Result, message: ResultMessage) => unknown;
  /** Of a subscription with payload `reference`, in the place of `onResult`. Without it such messages are invalid. */
  onReference?: (message: ReferenceMessage) => unknown;
  /** The test button was pressed. The message is acknowledged in any case. */
  onTest?: (message: TestMessage) => unknown;
  /**
   * A message that is no result, or one of another `schemaVersion` (`UnknownSchemaVersionError`). It is kept in the queue's failed set
   * and not delivered again; the consumer goes on with the next.
   */
  onInvalid?: (data: unknown, reason: string, error: InvalidPayloadError) => void;
  /** A delivery whose handler threw. `dead`: it was the last try; the message stays in the queue's failed set. */
  onFailed?: (error: Error, delivery: { resultId: string | null; attempts: number; dead: boolean }) => void;
  /** Connection trouble, at most once in 10 seconds; the consumer reconnects by itself. Default: console.error. */
  onError?: (error: Error) => void;
  /** Aborting it closes the consumer. */
  signal?: AbortSignal;
}

export type ConsumeOptions = ConsumeHandlers & ({ redisUrl: string } | { connection: Redis });

export interface ResultsConsumer {
  /** Takes no further results, waits for those being handled, disconnects. */
  close(): Promise<void>;
  /** Resolves when the consumer is closed. */
  closed: Promise<void>;
}

const errorEveryMs = 10_000;
const closeLimitMs = 3_000;

/**
 * Delivers every published result to `onResult`: at least once, and not again once handled (by `resultId`, for 30 days),
 * unless an operator asks for a replay.
 * Resolves when connected; throws `UnreachableError` when Redis does not answer. Works from plain JavaScript alike.
 *
 * @example
 * const consumer = await consumeResults({
 *   redisUrl: 'redis://127.0.0.1:6379',
 *   name: 'my-program',
 *   onResult: async (result) => { if (result.kind === 'report') await save(result); },
 * });
 * process.once('SIGTERM', () => consumer.close());
 */
export async function consumeResults(options: ConsumeOptions): Promise<ResultsConsumer> {
  const onError = throttled(
    options.onError ?? ((error) => console.error(`results consumer: ${error.message}`)),
  );
  const connection = await openResultsConnection(options, onError);
  const { queue = defaultResultsQueue, name = 'default' } = options;
  const address = queueAddress(queue);
  const handle = createHandler(options, createSeenResults(connection.redis, queue, name));
  const inHand = new Set<Promise<unknown>>();
  const take = (job: Job<unknown>) => {
    const handling = handle(job.data);
    inHand.add(handling);
    return handling.finally(() => inHand.delete(handling));
  };
  const worker = new Worker(address.name, take, {
    connection: connection.redis,
    prefix: address.prefix,
    concurrency: options.concurrency ?? 1,
    // BullMQ's own 1 would make a dead letter of what two restarts in a row interrupted.
    maxStalledCount: maxReceiverDeaths,
  });
  worker.on('error', onError);
  worker.on('failed', (job, error) => {
    const attempts = job?.attemptsMade ?? 0;
    const dead = error instanceof UnrecoverableError || attempts >= (job?.opts.attempts ?? 1);
    options.onFailed?.(error, { resultId: resultIdOf(job?.data), attempts, dead });
  });
  await worker.waitUntilReady();
  return closable(worker, inHand, connection, options.signal);
}

/** Validates, skips what was handled, and lets two deliveries of one result in this process wait for each other. */
function createHandler(options: ConsumeHandlers, seen: SeenResults): (data: unknown) => Promise<void> {
  const handling = new Map<string, Promise<void>>();
  const handleOnce = async (message: ResultMessage | ReferenceMessage, key: string): Promise<void> => {
    if (await seen.has(key)) return;
    if ('reference' in message) await options.onReference?.(message);
    else await options.onResult(message.result, message);
    await seen.add(key);
  };
  const read = (data: unknown): SubscriptionMessage => {
    try {
      return readMessage(data, options.onReference !== undefined);
    } catch (error) {
      if (!(error instanceof InvalidPayloadError)) throw error;
      options.onInvalid?.(data, error.message, error);
      const dead = new UnrecoverableError(`not a result message: ${error.message}`);
      dead.cause = error;
      throw dead;
    }
  };
  return async (data) => {
    const message = read(data);
    if ('test' in message) return void (await options.onTest?.(message));
    const key = deliveryKey(message);
    const before = handling.get(key);
    const turn = (before ?? Promise.resolve()).catch(() => {}).then(() => handleOnce(message, key));
    handling.set(key, turn);
    try {
      await turn;
    } finally {
      if (handling.get(key) === turn) handling.delete(key);
    }
  };
}

function closable(
  worker: Worker,
  inHand: ReadonlySet<Promise<unknown>>,
  connection: ResultsConnection,
  signal?: AbortSignal,
): ResultsConsumer {
  let resolve: () => void = () => {};
  const closed = new Promise<void>((done) => {
    resolve = done;
  });
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= (async () => {
      signal?.removeEventListener('abort', onAbort);
      await closedOrGone(worker, inHand);
      await connection.release();
      resolve();
    })();
    return closing;
  };
  const onAbort = (): void => void close();
  if (signal?.aborted) onAbort();
  else signal?.addEventListener('abort', onAbort, { once: true });
  return { close, closed };
}

function resultIdOf(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('resultId' in data)) return null;
  return typeof data.resultId === 'string' ? data.resultId : null;
}

/** A dead Redis emits errors without pause. */
function throttled(report: (error: Error) => void): (error: Error) => void {
  let next = 0;
  return (error) => {
    const now = performance.now();
    if (now < next) return;
    next = now + errorEveryMs;
    report(error);
  };
}

/** BullMQ's `close()` waits for ever for a server that went away at the wrong moment: once nothing is in hand, it has its time. */
async function closedOrGone(worker: Worker, inHand: ReadonlySet<Promise<unknown>>): Promise<void> {
  const closed = worker.close().catch(() => {});
  const gone = Promise.allSettled([...inHand]).then(() => sleep(closeLimitMs, undefined, { ref: false }));
  await Promise.race([closed, gone]);
}
