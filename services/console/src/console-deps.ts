import type { Catalogue } from '@nianbao/catalogue';
import type { ConsoleConfig } from '@nianbao/contracts';
import type { PageImages } from '@nianbao/conversion';
import type { GuardSettings } from '@nianbao/http-api';
import type { ObjectStore } from '@nianbao/object-store';
import { isUnavailable, type Pipeline } from '@nianbao/pipeline';
import type { Logger } from '@nianbao/service-kit';
import { type HttpProblem, problem, withDeadline } from '@nianbao/service-kit/http';

export interface ConsoleSettings extends GuardSettings {
  /** What a rebuild enters for uploads that have no result. */
  profileId: string;
  /** What the genres call their indicators and parts. */
  labels: Pick<ConsoleConfig, 'indicators' | 'parts' | 'profiles'>;
  /** The genres of today: id → version. */
  profiles: () => Readonly<Record<string, string>>;
  /** Null: pages cannot upload. */
  intake: { url: string; key: string | undefined } | null;
  /** Where presigned URLs lead. */
  uploadOrigins: readonly string[];
}

/** What the console's routes work with. */
export interface ConsoleDeps {
  catalogue: Catalogue;
  pipeline: Pick<
    Pipeline,
    | 'stageStatus'
    | 'epoch'
    | 'enqueueIntake'
    | 'ping'
    | 'steer'
    | 'sendTest'
    | 'dropQueue'
    | 'looks'
    | 'tokenBuckets'
  >;
  store: ObjectStore;
  pageImages: PageImages;
  log: Logger;
  config: ConsoleSettings;
}

const queueTimeoutMs = 10_000;

/** Redis commands wait for a lost server to come back; the caller gets an answer all the same. */
export function fromQueue<T>(work: Promise<T>): Promise<T> {
  return withDeadline(work, queueTimeoutMs, 'the queue');
}

/** A cursor that is not one of ours is the caller's mistake. */
export function refuseCursor(cause: unknown): never {
  if (cause instanceof RangeError)
    throw problem(
      'BAD_REQUEST',
      { zh: 'cursor：不是本接口给出的游标', en: `cursor: ${cause.message}` },
      { cause },
    );
  throw cause;
}

/** What is away for now, and not our fault, is told as such. */
export function translateError(error: Error): HttpProblem | undefined {
  return isUnavailable(error)
    ? problem('UNAVAILABLE', undefined, { cause: error, headers: { 'retry-after': '5' } })
    : undefined;
}
