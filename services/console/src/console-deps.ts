import type { Catalogue } from '@nianbao/catalogue';
import { RetryLaterError } from '@nianbao/contracts';
import { type ObjectStore, StoreUnavailableError } from '@nianbao/object-store';
import type { Pipeline } from '@nianbao/pipeline';
import type { Logger } from '@nianbao/service-kit';
import { type HttpProblem, problem, withDeadline } from '@nianbao/service-kit/http';

interface ConsoleConfig {
  apiKey: string | undefined;
  /** Origins of web pages, other than the console's own, that may call. */
  allowedOrigins: readonly string[];
  /** What a rebuild enters for uploads that have no result. */
  profileId: string;
}

/** What the console's routes work with. */
export interface ConsoleDeps {
  catalogue: Catalogue;
  pipeline: Pick<Pipeline, 'stageStatus' | 'epoch' | 'resume' | 'ping'>;
  store: ObjectStore;
  log: Logger;
  config: ConsoleConfig;
}

const queueTimeoutMs = 10_000;

/** Redis commands wait for a lost server to come back; the caller gets an answer all the same. */
export function fromQueue<T>(work: Promise<T>): Promise<T> {
  return withDeadline(work, queueTimeoutMs, 'the queue');
}

/** Store and database have an error of their own for "does not answer". */
export function translateError(error: Error): HttpProblem | undefined {
  const away = error instanceof StoreUnavailableError || error instanceof RetryLaterError;
  return away
    ? problem('UNAVAILABLE', undefined, { cause: error, headers: { 'retry-after': '5' } })
    : undefined;
}
