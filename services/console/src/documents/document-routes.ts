import { Readable } from 'node:stream';
import { DocumentDetail, DocumentPage, DocumentQuery, type DocumentSummary } from '@nianbao/contracts';
import { type Route, route } from '@nianbao/http-api';
import { attachmentDisposition } from '@nianbao/object-store';
import type { Context } from 'hono';
import { type ConsoleDeps, refuseCursor } from '../console-deps.ts';
import { DocumentParams, findDocument } from './find-document.ts';
import { openOriginal } from './open-original.ts';
import { readConverted, readResult } from './read-artefacts.ts';

/** Uploads and what became of them; of one, its result, text and original. */
export function documentRoutes(deps: ConsoleDeps): Route[] {
  const common = { method: 'get', tag: 'reports', role: 'reader' } as const;
  return [
    route({
      ...common,
      id: 'list-documents',
      path: '/api/documents',
      summary: {
        zh: '上传文件及其结果，按上传时间',
        en: 'Uploads and what became of them, by time of upload',
      },
      query: DocumentQuery,
      answers: { 200: DocumentPage },
      handle: ({ query }) => deps.catalogue.documents(query).catch(refuseCursor),
    }),
    route({
      ...common,
      id: 'read-document',
      path: '/api/documents/:id',
      summary: { zh: '一份文档的全部结果', en: 'One document with its whole result' },
      params: DocumentParams,
      answers: { 200: DocumentDetail },
      handle: ({ params }) => readDetail(deps, params.id),
    }),
    route({
      ...common,
      id: 'read-document-text',
      path: '/api/documents/:id/text',
      summary: {
        zh: '文档正文，结果中的位置以此为准',
        en: 'The text that the offsets of its result count in',
      },
      params: DocumentParams,
      answers: { 200: { mediaType: 'text/plain' } },
      handle: async ({ params, c }) =>
        c.body((await readConverted(deps, await findDocument(deps, params.id))).text, 200, {
          'x-content-type-options': 'nosniff',
          'cache-control': 'private, no-store',
          'content-type': 'text/plain; charset=utf-8',
        }),
    }),
    route({
      ...common,
      id: 'download-original',
      path: '/api/documents/:id/original',
      summary: { zh: '下载原文件', en: 'The original file, as a download' },
      params: DocumentParams,
      answers: { 200: { mediaType: 'application/octet-stream' } },
      handle: async ({ params, c }) => sendOriginal(deps, c, await findDocument(deps, params.id)),
    }),
  ];
}

async function readDetail(deps: ConsoleDeps, id: string): Promise<DocumentDetail> {
  const summary = await findDocument(deps, id);
  const result = summary.resultKey === null ? null : await readResult(deps, summary.resultKey);
  const related = result?.kind === 'report' ? await deps.catalogue.related(result.documentId) : undefined;
  return { summary, result, ...(related && { related }) };
}

async function sendOriginal({ store }: ConsoleDeps, c: Context, summary: DocumentSummary): Promise<Response> {
  const { body, size } = await openOriginal(store, summary);
  const fileName = summary.name.split('/').at(-1) ?? summary.name;
  // What people uploaded must never run in the console's own origin.
  c.header('content-security-policy', "sandbox; default-src 'none'");
  c.header('x-content-type-options', 'nosniff');
  c.header('content-type', 'application/octet-stream');
  c.header('content-disposition', attachmentDisposition(fileName));
  c.header('content-length', String(size));
  c.header('cache-control', 'private, no-store');
  return c.body(Readable.toWeb(body) as ReadableStream<Uint8Array>);
}
