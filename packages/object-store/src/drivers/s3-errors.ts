import { S3ServiceException } from '@aws-sdk/client-s3';
import { ObjectNotFoundError, PreconditionFailedError, StoreUnavailableError } from '../object-store.ts';

/**
 * Runs a request; its failure becomes one of the port's errors. No answer, 5xx, throttling, refused credentials and a missing
 * bucket all mean that the store cannot be used now, whatever the object.
 */
export async function onS3<T>(key: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toStoreError(error, key);
  }
}

function toStoreError(error: unknown, key: string): unknown {
  if (!(error instanceof Error)) return error;
  const status = httpStatus(error);
  if (error.name === 'NoSuchBucket')
    return new StoreUnavailableError('the bucket does not exist', { cause: error });
  if (error.name === 'InvalidRange' || status === 416)
    return new RangeError(`"${key}" has no bytes in that range`, { cause: error });
  if (isNotFound(error)) return new ObjectNotFoundError(key, { cause: error });
  if (error.name === 'PreconditionFailed' || status === 412)
    return new PreconditionFailedError(key, { cause: error });
  return isUnavailable(error, status) ? unusable(error) : error;
}

/** Whatever was refused: the store cannot be used, in the server's own word as far as it gave one. */
export function unusable(error: unknown): StoreUnavailableError {
  if (error instanceof StoreUnavailableError) return error;
  if (!(error instanceof Error)) return new StoreUnavailableError(`S3: ${error}`);
  const status = httpStatus(error);
  // The SDK's names for an answer it finds no S3 error in, and its text for an S3 error without a message.
  const named = !['Unknown', 'NotFound'].includes(error.name);
  const words = [named ? error.name : 'an answer without an S3 error', error.message];
  const told = words.filter((word) => word !== 'UnknownError').join(': ');
  return new StoreUnavailableError(`S3: ${told}${status === undefined ? '' : ` (HTTP ${status})`}`, {
    cause: error,
  });
}

export function isNotFound(error: unknown): boolean {
  return (
    error instanceof Error && (['NoSuchKey', 'NotFound'].includes(error.name) || httpStatus(error) === 404)
  );
}

/** The server asks to try a conditional write again, since another one was under way. */
export function isConflict(error: unknown): boolean {
  return error instanceof Error && (error.name === 'ConditionalRequestConflict' || httpStatus(error) === 409);
}

function isUnavailable(error: Error, status: number | undefined): boolean {
  if (status !== undefined) return status >= 500 || [401, 403, 408, 409, 429].includes(status);
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return (
    error instanceof S3ServiceException ||
    ['TimeoutError', 'AbortError', 'CredentialsProviderError'].includes(error.name) ||
    /^(E[A-Z]+|UND_ERR_.*)$/.test(code)
  );
}

export function httpStatus(error: unknown): number | undefined {
  return error instanceof Error
    ? (error as Partial<S3ServiceException>).$metadata?.httpStatusCode
    : undefined;
}
