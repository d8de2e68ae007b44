import type { LocalizedText } from '@nianbao/contracts';

/** One thing the doctor looked at. */
export interface Check {
  /** Stable, for scripts: `node`, `disk`, `redis`, `store`, `catalogue`, `ports`. */
  name: string;
  status: 'ok' | 'warn' | 'fail';
  message: LocalizedText;
  /** What to do; absent when nothing needs doing. */
  fix?: LocalizedText;
}

/** The reason of an error in one line; a refused connection has its reasons inside. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  const message = error.message || error.name;
  const cause = error.cause === undefined ? '' : reasonOf(error.cause);
  // The words of a failed query say nothing to people; their cause does.
  if (/^Failed query/.test(message) && cause) return cause;
  const reason = message.includes(cause) ? message : `${message} (${cause})`;
  return reason.replace(/\s+/g, ' ').slice(0, 300);
}
