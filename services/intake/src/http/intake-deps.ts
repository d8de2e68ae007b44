import type { Catalogue } from '@nianbao/catalogue';
import type { UploadRef } from '@nianbao/contracts';
import type { GuardSettings, RouteServing } from '@nianbao/http-api';
import type { ObjectStore } from '@nianbao/object-store';
import { type Pipeline, UnansweredError, unavailableText } from '@nianbao/pipeline';
import type { Logger } from '@nianbao/service-kit';
import { type HttpProblem, problem } from '@nianbao/service-kit/http';
import { type Accepted, type AcceptOptions, acceptUploads, type LandedObject } from '../accept-upload.ts';
import { reopenFailed } from '../reopen-failed.ts';
import { intakeProblem } from './intake-problem.ts';

export interface IntakeHttpConfig extends GuardSettings {
  eventSecret: string | undefined;
  /** Events of other buckets are ignored; undefined heeds all. */
  bucket: string | undefined;
  maxUploadBytes: number;
  maxConcurrentUploads: number;
  /** Profiles that uploads may name; the first is taken for those that name none. */
  profiles: readonly [string, ...string[]];
}

/** What the routes of the intake work with. */
export interface IntakeDeps {
  store: ObjectStore;
  catalogue: Pick<Catalogue, 'register' | 'markEnqueued' | 'known' | 'check' | 'failed' | 'reopen'> &
    RouteServing['catalogue'];
  pipeline: Pick<Pipeline, 'enqueueIntake' | 'batchPosition' | 'epoch' | 'ping' | 'inTime' | 'tokenBuckets'>;
  log: Logger;
  config: IntakeHttpConfig;
}

/** {@link acceptUploads} with an answer for the caller even when Redis is away. */
export function acceptInTime(
  deps: IntakeDeps,
  objects: readonly LandedObject[],
  options: AcceptOptions,
): Promise<Accepted> {
  return deps.pipeline.inTime(acceptUploads(deps, objects, options));
}

/** The same for files that a person sends: those that are known and failed are read again. Returns how many start. */
export async function acceptSent(
  deps: IntakeDeps,
  objects: readonly LandedObject[],
  options: AcceptOptions,
): Promise<{ uploads: UploadRef[]; started: number }> {
  const { uploads, fresh } = await acceptInTime(deps, objects, options);
  const isFresh = new Set(fresh);
  const known = uploads.filter(({ uploadId }) => !isFresh.has(uploadId));
  const reopened = await deps.pipeline.inTime(reopenFailed(deps, known));
  return { uploads, started: fresh.length + reopened };
}

/** The profile the caller named, or the first. Throws UNKNOWN_PROFILE. */
export function profileOf({ profiles }: IntakeHttpConfig, named?: string): string {
  if (named === undefined) return profiles[0];
  if (!profiles.includes(named)) throw intakeProblem('UNKNOWN_PROFILE', `profiles: ${profiles.join(', ')}`);
  return named;
}

/** What is away for now, and not our fault, is told as such; what is only busy, so that whoever sends files tries again by itself. */
export function translateError(error: Error): HttpProblem | undefined {
  const text = unavailableText(error);
  if (text === null) return undefined;
  const isBusy = error instanceof UnansweredError && error.busy;
  return problem(isBusy ? 'TOO_MANY_REQUESTS' : 'UNAVAILABLE', text, {
    cause: error,
    headers: { 'retry-after': '5' },
  });
}
