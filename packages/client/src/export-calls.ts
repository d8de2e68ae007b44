import { type ExportQuery, ReportPage, type ReportQuery } from '@nianbao/contracts';
import type { z } from 'zod';
import type { Calls } from './calls.ts';
import type { Download } from './download.ts';

/** Finding reports, and taking them out in bulk. */
export function exportCalls({ get }: Calls, download: Download) {
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
    ): Promise<ReadableStream<Uint8Array>> => download('/api/exports', query, signal),
  };
}
