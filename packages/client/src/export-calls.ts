import {
  type ChangeExportSchedule,
  type CreateExportSchedule,
  DeletedExportSchedule,
  type ExportQuery,
  ExportSchedule,
  ExportSchedulesResponse,
  ReportPage,
  type ReportQuery,
  type ReportRow,
} from '@nianbao/contracts';
import type { z } from 'zod';
import type { Calls } from './calls.ts';
import type { Download } from './download.ts';

type ReportsQuery = Partial<z.input<typeof ReportQuery>>;

/** Finding reports, and taking them out in bulk. */
export function exportCalls(calls: Calls, download: Download) {
  /** One page of published reports, in the order asked for. */
  const reports = (query: ReportsQuery = {}): Promise<ReportPage> =>
    calls.get('/api/reports', ReportPage, query);
  return {
    ...scheduleCalls(calls),
    reports,
    /** Every match, page after page. */
    async *eachReport(query: ReportsQuery = {}): AsyncGenerator<ReportRow> {
      let cursor = query.cursor;
      do {
        const page = await reports({ limit: 100, ...query, ...(cursor === undefined ? {} : { cursor }) });
        yield* page.reports;
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
    },
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

/** Exports that are repeated by the clock into the bucket. All but the list ask for an operator's key. */
function scheduleCalls({ get, post, patch, delete: remove }: Calls) {
  const path = (name: string) => `/api/exports/schedules/${encodeURIComponent(name)}`;
  return {
    exportSchedules: async (): Promise<ExportSchedule[]> =>
      (await get('/api/exports/schedules', ExportSchedulesResponse)).schedules,
    createExportSchedule: (wanted: z.input<typeof CreateExportSchedule>): Promise<ExportSchedule> =>
      post('/api/exports/schedules', ExportSchedule, wanted),
    /** What is left out stays. */
    changeExportSchedule: (
      name: string,
      change: z.input<typeof ChangeExportSchedule>,
    ): Promise<ExportSchedule> => patch(path(name), ExportSchedule, change),
    /** What it wrote stays in the bucket. */
    deleteExportSchedule: (name: string): Promise<DeletedExportSchedule> =>
      remove(path(name), DeletedExportSchedule),
    /** Makes it due now; a run in progress is not repeated. */
    runExportSchedule: (name: string): Promise<ExportSchedule> =>
      post(`${path(name)}/run`, ExportSchedule, {}),
  };
}
