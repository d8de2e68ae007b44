import { type Catalogue, CatalogueRefillingError } from '@nianbao/catalogue';
import type { ConsoleConfig } from '@nianbao/contracts';
import type { PageImages } from '@nianbao/conversion';
import type { GuardSettings } from '@nianbao/http-api';
import type { ObjectStore } from '@nianbao/object-store';
import { type Pipeline, unavailableText } from '@nianbao/pipeline';
import type { Logger } from '@nianbao/service-kit';
import { type HttpProblem, problem } from '@nianbao/service-kit/http';
import { consoleProblem } from './console-problem.ts';

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
    | 'inTime'
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
  if (error instanceof CatalogueRefillingError)
    return consoleProblem('REBUILDING', undefined, { cause: error, headers: { 'retry-after': '30' } });
  const text = unavailableText(error);
  return text === null
    ? undefined
    : problem('UNAVAILABLE', text, { cause: error, headers: { 'retry-after': '5' } });
}
