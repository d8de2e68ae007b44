import {
  CompareQuery,
  CompareResponse,
  ReportExportQuery,
  ReportPage,
  ReportQuery,
} from '@nianbao/contracts';
import { type Route, route } from '@nianbao/http-api';
import { attachmentDisposition } from '@nianbao/object-store';
import { stream } from 'hono/streaming';
import { type ConsoleDeps, refuseCursor } from './console-deps.ts';
import { byteOrderMark, csvHeading, csvRow } from './report-csv.ts';

const exportPage = 500;
const maxPoints = 2000;

/** Published reports: searched, exported, compared. */
export function reportRoutes(deps: ConsoleDeps): Route[] {
  const { catalogue } = deps;
  const common = { method: 'get', tag: 'reports', role: 'reader' } as const;
  return [
    route({
      ...common,
      id: 'search-reports',
      path: '/api/reports',
      summary: { zh: '检索已发布的报告', en: 'Search published reports' },
      query: ReportQuery,
      answers: { 200: ReportPage },
      handle: ({ query }) => catalogue.reports(query).catch(refuseCursor),
    }),
    route({
      ...common,
      id: 'export-reports-csv',
      path: '/api/reports.csv',
      tag: 'exports',
      summary: { zh: '检索结果导出为 CSV', en: 'All reports that match, as CSV' },
      query: ReportExportQuery,
      answers: { 200: { mediaType: 'text/csv' } },
      handle({ query, c }) {
        c.header('content-type', 'text/csv; charset=utf-8');
        c.header('content-disposition', attachmentDisposition('reports.csv'));
        c.header('cache-control', 'private, no-store');
        return stream(c, async (out) => {
          for await (const chunk of csvChunks(deps, query)) {
            if (out.aborted) return;
            await out.write(chunk);
          }
        });
      },
    }),
    route({
      ...common,
      id: 'compare-indicator',
      path: '/api/compare',
      summary: {
        zh: '一项指标在各地、各年的数值，最多 2000 个',
        en: 'The values of one indicator by place and year, at most 2000',
      },
      query: CompareQuery,
      answers: { 200: CompareResponse },
      handle: async ({ query }) => ({ points: await catalogue.compare(query, maxPoints) }),
    }),
  ];
}

/** A page at a time, so that any number of reports takes the same memory. */
async function* csvChunks({ catalogue, config }: ConsoleDeps, query: ReportExportQuery) {
  const { columns, lang, ...filter } = query;
  const labels = new Map(config.labels.parts.map(({ key, label }) => [key, label[lang]]));
  const partLabel = (key: string) => labels.get(key) ?? key;
  yield byteOrderMark + csvHeading(columns, lang);
  let cursor: string | undefined;
  do {
    const page = await catalogue.reports({ ...filter, limit: exportPage, ...(cursor && { cursor }) });
    yield page.reports.map((row) => csvRow(row, columns, partLabel)).join('');
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
