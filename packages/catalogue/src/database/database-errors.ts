import { RetryLaterError } from '@nianbao/contracts';
import { DrizzleQueryError } from 'drizzle-orm/errors';

/** Node's socket and resolver errors that mean "not there now". */
const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
]);

/**
 * SQLSTATEs that pass by themselves: connection (08), resources (53), operator intervention and start-up (57), deadlock and
 * serialization (40), lost write access in a failover (25006). https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const passingStates = /^(?:08...|53...|57...|40001|40P01|25006)$/;

/** What `pg` says without a code when a socket goes away under it. */
const lostConnection =
  /connection (?:terminated|timeout|error)|timeout exceeded when trying to connect|not queryable|client was closed/i;

/** How long a job waits before it asks again, in milliseconds. */
const retryAfterMs = 2_000;

/**
 * What callers of the catalogue see: connection trouble as {@link RetryLaterError} `DATABASE_UNAVAILABLE`, anything else as the
 * driver's own error. Drizzle's wrapper goes: its message repeats every parameter, and those hold report text.
 */
export function translateError(error: unknown): unknown {
  const cause = error instanceof DrizzleQueryError ? (error.cause ?? new Error('query failed')) : error;
  if (!(cause instanceof Error) || cause instanceof RetryLaterError) return cause;
  if (!isPassing(cause)) return cause;
  return new RetryLaterError('DATABASE_UNAVAILABLE', { afterMs: retryAfterMs, cause });
}

function isPassing(error: Error & { code?: unknown }): boolean {
  if (error instanceof AggregateError && error.errors.some((e) => e instanceof Error && isPassing(e)))
    return true;
  if (typeof error.code === 'string') return networkCodes.has(error.code) || passingStates.test(error.code);
  return lostConnection.test(error.message);
}
