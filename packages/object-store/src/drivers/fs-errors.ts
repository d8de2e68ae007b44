import { StoreUnavailableError } from '../object-store.ts';

/** Faults of the disk or the folder, as opposed to those of whoever feeds the stream. */
const diskFaults = new Set([
  'EACCES',
  'EBUSY',
  'EDQUOT',
  'EIO',
  'EMFILE',
  'ENFILE',
  'ENODEV',
  'ENOSPC',
  'ENOTDIR',
  'ENOTSUP',
  'EPERM',
  'EROFS',
  'ESTALE',
]);

/** Runs a piece of work on the disk; its faults become {@link StoreUnavailableError}. */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toStoreError(error);
  }
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}

function toStoreError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined || !diskFaults.has(code)) return error;
  return new StoreUnavailableError(`the store's folder: ${error.message}`, { cause: error });
}
