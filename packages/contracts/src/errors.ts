import { type ErrorCode, errorCatalogue } from './error-catalogue.ts';

/** Bad input, unsupported, forbidden by policy: never retried. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
  readonly code: ErrorCode;
  constructor(code: ErrorCode, detail?: string, options?: ErrorOptions) {
    super(detail ?? errorCatalogue[code].message.en, options);
    this.code = code;
  }
}

/** Not now: the same job is tried again after `afterMs` milliseconds without using up an attempt. */
export class RetryLaterError extends Error {
  override readonly name = 'RetryLaterError';
  readonly code: ErrorCode;
  readonly afterMs: number;
  constructor(code: ErrorCode, options: ErrorOptions & { afterMs: number; detail?: string }) {
    super(options.detail ?? errorCatalogue[code].message.en, options);
    this.code = code;
    this.afterMs = options.afterMs;
  }
}
