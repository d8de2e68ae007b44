import { Result } from '@nianbao/contracts';
import { ObjectNotFoundError, type ObjectStore } from '@nianbao/object-store';
import type { StageParts } from '@nianbao/pipeline';

/** The result under a key is gone or damaged: sending it again will not help. */
export class UnreadableResultError extends Error {
  override readonly name = 'UnreadableResultError';
}

export type ResultReader = (resultKey: string) => Promise<Result>;

/** Results are tens of KB. */
const kept = 64;

interface Sources {
  store: Pick<ObjectStore, 'getBytes'>;
  memory?: StageParts['memory'];
}

/** Reads results for several subscriptions at a time: the last few are kept, and what this process has just published is in its memory. */
export function createResultReader({ store, memory }: Sources): ResultReader {
  const recent = new Map<string, Promise<Result>>();
  return (resultKey) => {
    const known = recent.get(resultKey);
    if (known) return known;
    const published = memory?.recall(resultKey) as Result | undefined;
    if (published) return Promise.resolve(published);
    const reading = read(store, resultKey);
    recent.set(resultKey, reading);
    reading.catch(() => recent.delete(resultKey));
    const [oldest] = recent.keys();
    if (recent.size > kept && oldest !== undefined) recent.delete(oldest);
    return reading;
  };
}

async function read(store: Pick<ObjectStore, 'getBytes'>, resultKey: string): Promise<Result> {
  try {
    return Result.parse(JSON.parse(new TextDecoder().decode(await store.getBytes(resultKey))));
  } catch (cause) {
    const damaged =
      cause instanceof SyntaxError || (cause instanceof Error && cause.name.includes('ZodError'));
    if (!damaged && !(cause instanceof ObjectNotFoundError)) throw cause;
    const reason = damaged ? 'is no result' : 'is gone';
    throw new UnreadableResultError(`the object ${resultKey} ${reason}`, { cause });
  }
}
