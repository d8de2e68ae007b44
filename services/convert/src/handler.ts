import type { ConverterPool } from '@nianbao/conversion';
import { keys } from '@nianbao/object-store';
import type { StageHandler } from '@nianbao/pipeline';

/** Reads the original's bytes into text, in a child process that can be killed. */
export function createConvertHandler(pool: ConverterPool, maxBytes: number): StageHandler<'convert'> {
  return async ({ job }, { store, signal }) => {
    const bytes = await store.getBytes(keys.original(job.documentId), maxBytes);
    return pool.convert(bytes, job.source.name, signal);
  };
}
