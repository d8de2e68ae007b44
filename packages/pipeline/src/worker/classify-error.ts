import { type ErrorCode, PermanentError, RetryLaterError } from '@nianbao/contracts';
import { ObjectNotFoundError, StoreUnavailableError } from '@nianbao/object-store';

/** A converter that died twice on a document would die a third time. */
const crashesUntilQuarantine = 2;
const storeRetryMs = 3_000;

export type Verdict =
  | { kind: 'permanent'; code: ErrorCode; detail: string }
  | { kind: 'later'; code: ErrorCode; afterMs: number }
  | { kind: 'retry'; code: ErrorCode; detail: string };

/** What to do about an error. `countCrash` counts a crash of the document's process and answers how many there were. */
export async function classifyError(error: unknown, countCrash: () => Promise<number>): Promise<Verdict> {
  if (error instanceof PermanentError) return { kind: 'permanent', code: error.code, detail: error.message };
  if (error instanceof RetryLaterError) return { kind: 'later', code: error.code, afterMs: error.afterMs };
  if (error instanceof StoreUnavailableError)
    return { kind: 'later', code: 'STORE_UNAVAILABLE', afterMs: storeRetryMs };
  if (error instanceof ObjectNotFoundError)
    return { kind: 'permanent', code: 'ARTEFACT_MISSING', detail: error.message };
  const detail = error instanceof Error ? error.message : String(error);
  if (
    error instanceof Error &&
    error.name === 'ConverterCrashedError' &&
    (await countCrash()) >= crashesUntilQuarantine
  )
    return { kind: 'permanent', code: 'QUARANTINED', detail };
  return {
    kind: 'retry',
    code: error instanceof Error && error.name === 'TimeoutError' ? 'STAGE_TIMEOUT' : 'INTERNAL',
    detail,
  };
}
