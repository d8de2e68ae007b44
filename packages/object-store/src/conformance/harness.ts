import type { ObjectStore } from '../object-store.ts';

/** What a driver's test file hands to the conformance suite. */
export interface StoreHarness {
  /** A store on one bucket, created and usable. Every call gives another client of the same bucket. */
  open(): Promise<ObjectStore>;
  /** Sends a request to a presigned URL. */
  fetch(request: Request): Promise<Response>;
  /** Environment under which a child process reaches the same bucket through `openStore`. */
  env: Record<string, string>;
}

/** Every test works under a prefix of its own, so that they can share a bucket. */
export function freshPrefix(): string {
  return `test-${process.pid}-${Math.random().toString(36).slice(2)}/`;
}

export async function keysUnder(
  store: ObjectStore,
  prefix: string,
  options: Parameters<ObjectStore['list']>[1] = {},
): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of store.list(prefix, options)) found.push(key);
  return found;
}

/** Runs `work` for 0 … count-1, `width` at a time. */
export async function inParallel(count: number, width: number, work: (i: number) => Promise<unknown>) {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
