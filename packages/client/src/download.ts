import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, UnreachableError } from './api-error.ts';
import { isPassing, problemOf, type TransportOptions } from './transport.ts';

/** Tries of an export that others keep waiting: a quarter of an hour. */
const busyTries = 30;
const busyMs = 30_000;

/** Asks for bytes at `/path?query`; resolves to the body as it comes, for as long as that takes. */
export type Download = (
  path: string,
  query?: object,
  signal?: AbortSignal,
) => Promise<ReadableStream<Uint8Array>>;

/** Tries again until the answer begins; a stream that is broken off later ends with an error. */
export function createDownload(options: TransportOptions, base: string): Download {
  return async (path, query = {}, signal) => {
    const url = new URL(`${base.replace(/\/$/, '')}${path}`);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined && value !== null) url.searchParams.set(name, String(value));
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await begin(options, url, signal);
      } catch (error) {
        signal?.throwIfAborted();
        const busy = error instanceof ApiError && error.code === 'EXPORTS_BUSY';
        if (attempt > (busy ? busyTries : options.retries) || !isPassing(error)) throw error;
        await sleep(busy ? busyMs : 200 * 2 ** attempt, undefined, signal ? { signal } : {});
      }
    }
  };
}

async function begin({ fetch: send, headers }: TransportOptions, url: URL, signal: AbortSignal | undefined) {
  let response: Response;
  try {
    response = await send(url, { headers, ...(signal && { signal }) });
  } catch (error) {
    signal?.throwIfAborted();
    throw new UnreachableError(url.origin, error);
  }
  if (!response.ok || response.body === null) throw problemOf(response.status, await response.text());
  return response.body;
}
