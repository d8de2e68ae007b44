import type { LocalizedText } from '@nianbao/contracts';

/** The server answered, and the answer is an error (RFC 9457 problem details). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** HTTP status. */
  readonly status: number;
  /** The problem's `code`, e.g. `NOT_FOUND`; `HTTP_<status>` when the answer was no problem document. */
  readonly code: string;
  readonly detail: string;
  /** What it means and what to do, for people; null when the answer was no problem document. */
  readonly texts: LocalizedText | null;
  constructor(status: number, code: string, detail: string, texts: LocalizedText | null = null) {
    super(`${code} (HTTP ${status}): ${detail}`);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.texts = texts;
  }
}

/** No answer: nothing listens there, the connection broke, or it took too long. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
  /** Scheme, host and port that did not answer. */
  readonly origin: string;
  constructor(origin: string, cause: unknown) {
    super(`no answer from ${origin}: ${rootMessage(cause)}`, { cause });
    this.origin = origin;
  }
}

/** The server answered something that breaks the contract, as when client and server are of different versions. */
export class InvalidAnswerError extends Error {
  override readonly name = 'InvalidAnswerError';
}

/** What was to be uploaded could not be read: the file is gone, or its archive is damaged. */
export class ContentError extends Error {
  override readonly name = 'ContentError';
}

/** fetch says "fetch failed" and hides the reason in `cause`, for two addresses in an AggregateError. */
function rootMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return rootMessage(error.errors[0]);
  if (error.cause !== undefined) return rootMessage(error.cause);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return error.message || (code ?? error.name);
}
