import {
  CompareQuery,
  type CompareResponse,
  ReportExportQuery as ExportQuery,
  type ReportExportQuery,
  ReportQuery,
} from '@nianbao/contracts';
import { attachmentDisposition } from '@nianbao/object-store';
import { parseRequest } from '@nianbao/service-kit/http';
import { Hono } from 'hono';
import { stream } from 'hono/streaming';
import { type ConsoleDeps, refuseCursor } from './console-deps.ts';
import { byteOrderMark, csvHeading, csvRow } from './report-csv.ts';

const exportPage = 500;
const maxPoints = 2000;

/** `GET /reports`, `GET /reports.csv` and `GET /compare`. */
export function reportRoutes(deps: ConsoleDeps): Hono {
  const { catalogue } = deps;
  const app = new Hono();
  app.get('/reports', async (c) => {
    const query = parseRequest(ReportQuery, c.req.query());
    return c.json(await catalogue.reports(query).catch(refuseCursor));
  });
  app.get('/reports.csv', (c) => {
    const query = parseRequest(ExportQuery, c.req.query());
    c.header('content-type', 'text/csv; charset=utf-8');
    c.header('content-disposition', attachmentDisposition('reports.csv'));
    c.header('cache-control', 'private, no-store');
    return stream(c, async (out) => {
      for await (const chunk of csvChunks(deps, query)) {
        if (out.aborted) return;
        await out.write(chunk);
      }
    });
  });
  app.get('/compare', async (c) => {
    const query = parseRequest(CompareQuery, c.req.query());
    const answer: CompareResponse = { points: await catalogue.compare(query, maxPoints) };
    return c.json(answer);
  });
  return app;
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
