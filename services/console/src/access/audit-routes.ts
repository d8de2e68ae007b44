import { Readable } from 'node:stream';
import type { Catalogue } from '@nianbao/catalogue';
import { AuditEntry, AuditExportQuery, AuditPage, AuditQuery } from '@nianbao/contracts';
import { byteOrderMark, csvLine } from '@nianbao/exports';
import { type Route, route } from '@nianbao/http-api';
import { type ConsoleDeps, refuseCursor } from '../console-deps.ts';

const columns = AuditEntry.keyof().options;
const pageSize = 1_000;

/** Who did what. */
export function auditRoutes({ catalogue, log }: ConsoleDeps): Route[] {
  const common = { method: 'get', tag: 'access', role: 'reader' } as const;
  return [
    route({
      ...common,
      id: 'read-audit',
      path: '/api/audit',
      summary: { zh: '操作记录：谁在何时做了什么，最新在前', en: 'Who did what and when, newest first' },
      query: AuditQuery,
      answers: { 200: AuditPage },
      handle: ({ query }) => catalogue.audit(query).catch(refuseCursor),
    }),
    route({
      ...common,
      id: 'export-audit',
      path: '/api/audit/export',
      summary: { zh: '导出操作记录（CSV 或 JSON）', en: 'Take the audit out as CSV or JSON' },
      query: AuditExportQuery,
      answers: { 200: { mediaType: ['text/csv', 'application/json'] } },
      handle({ query: { format, ...filter }, c }) {
        const body = Readable.from(format === 'csv' ? csv(catalogue, filter) : jsonArray(catalogue, filter));
        // The answer has begun: all that is left is to break it off, which the caller notices.
        body.once('error', (error) => log.error({ event: 'audit-export', err: error }, 'export broken off'));
        const day = new Date().toISOString().slice(0, 10);
        c.header('content-type', format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json');
        c.header('content-disposition', `attachment; filename="nianbao-audit-${day}.${format}"`);
        c.header('cache-control', 'private, no-store');
        return c.body(
          Readable.toWeb(body.map((text: string) => Buffer.from(text))) as ReadableStream<Uint8Array>,
        );
      },
    }),
  ];
}

type Filter = Omit<AuditExportQuery, 'format'>;

/** A page at a time, so that two years of entries need no memory. */
async function* pages(catalogue: Pick<Catalogue, 'audit'>, filter: Filter): AsyncGenerator<AuditEntry[]> {
  let cursor: string | null = null;
  do {
    const page: AuditPage = await catalogue.audit({
      ...filter,
      limit: pageSize,
      ...(cursor !== null && { cursor }),
    });
    yield page.entries;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

async function* csv(catalogue: Pick<Catalogue, 'audit'>, filter: Filter): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(columns);
  for await (const entries of pages(catalogue, filter)) yield entries.map(csvEntry).join('');
}

function csvEntry({ detail, ...entry }: AuditEntry): string {
  const cells = { ...entry, detail: detail === null ? null : JSON.stringify(detail) };
  return csvLine(columns.map((column) => cells[column]));
}

async function* jsonArray(catalogue: Pick<Catalogue, 'audit'>, filter: Filter): AsyncGenerator<string> {
  let between = '[';
  for await (const entries of pages(catalogue, filter))
    for (const entry of entries) {
      yield `${between}\n${JSON.stringify(entry)}`;
      between = ',';
    }
  yield between === '[' ? '[]\n' : '\n]\n';
}
