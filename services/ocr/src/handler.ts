import type { ConverterPool } from '@nianbao/conversion';
import { keys } from '@nianbao/object-store';
import type { StageHandler } from '@nianbao/pipeline';

/** Reads the pages that `convert` left unread from their pictures, in a child process that can be killed. */
export function createOcrHandler(pool: ConverterPool): StageHandler<'ocr'> {
  return async ({ job, convert }, { store, signal }) => {
    const bytes = await store.getBytes(keys.original(job.documentId));
    return pool.recognise(bytes, convert, signal);
  };
}
