import { setTimeout as sleep } from 'node:timers/promises';
import { type ExportQuery, ReportPage, type ReportQuery } from '@nianbao/contracts';
import type { z } from 'zod';
import { ApiError, UnreachableError } from './api-error.ts';
import type { createCalls } from './calls.ts';
import { isPassing, problemOf, type TransportOptions } from './transport.ts';

/** Tries of an export that others keep waiting: a quarter of an hour. */
const busyTries = 30;
const busyMs = 30_000;

/** Finding reports, and taking them out in bulk. */
export function exportCalls(
  { get }: ReturnType<typeof createCalls>,
  options: TransportOptions,
  base: string,
) {
  return {
    /** One page of published reports, in the order asked for. */
    reports: (query: Partial<z.input<typeof ReportQuery>> = {}): Promise<ReportPage> =>
      get('/api/reports', ReportPage, query),
    /**
     * The bytes of an export as they are made, for as long as that takes; waits while the server is busy with others. A stream that is
     * broken off ends with an error.
     */
    exportReports: (
      query: Partial<z.input<typeof ExportQuery>>,
      signal?: AbortSignal,
    ): Promise<ReadableStream<Uint8Array>> => download(options, base, query, signal),
  };
}

async function download(
  options: TransportOptions,
  base: string,
  query: object,
  signal: AbortSignal | undefined,
): Promise<ReadableStream<Uint8Array>> {
  const url = new URL(`${base.replace(/\/$/, '')}/api/exports`);
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
}

async function begin({ fetch: send, apiKey }: TransportOptions, url: URL, signal: AbortSignal | undefined) {
  const headers = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
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
