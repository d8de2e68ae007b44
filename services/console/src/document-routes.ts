import { Readable } from 'node:stream';
import {
  ConvertedDocument,
  DocumentDetail,
  DocumentPage,
  DocumentQuery,
  type DocumentSummary,
  Result,
} from '@nianbao/contracts';
import { type Route, route } from '@nianbao/http-api';
import { attachmentDisposition, keys, ObjectNotFoundError, type ObjectStore } from '@nianbao/object-store';
import type { Context } from 'hono';
import { type ConsoleDeps, refuseCursor } from './console-deps.ts';
import { consoleProblem } from './console-problem.ts';
import { DocumentParams, findDocument } from './find-document.ts';

/** Results are tens of KB; a report of hundreds of pages stays far below. */
const maxResultBytes = 64 * 1024 * 1024;

/** What stands around the text in its artefact: blocks and losses. */
const Text = ConvertedDocument.pick({ text: true });

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
        c.body(await readText(deps, await findDocument(deps, params.id)), 200, {
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

/** Null when the result was deleted from the store: the summary is still worth showing. */
async function readResult({ store, log }: ConsoleDeps, key: string): Promise<Result | null> {
  try {
    const bytes = await store.getBytes(key, maxResultBytes);
    return Result.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    if (!(error instanceof ObjectNotFoundError)) throw unreadable(error, key);
    log.warn({ event: 'result-missing', key }, 'a result is gone from the store');
    return null;
  }
}

/** The canonical text, which the offsets of a result count in. */
async function readText(deps: ConsoleDeps, summary: DocumentSummary): Promise<string> {
  const result = summary.resultKey === null ? null : await readResult(deps, summary.resultKey);
  if (result?.kind !== 'report') throw consoleProblem('TEXT_MISSING', summary.name);
  try {
    const bytes = await deps.store.getBytes(result.textKey, maxResultBytes);
    return Text.parse(JSON.parse(new TextDecoder().decode(bytes))).text;
  } catch (error) {
    if (error instanceof ObjectNotFoundError) throw consoleProblem('TEXT_MISSING', summary.name);
    throw unreadable(error, result.textKey);
  }
}

function unreadable(error: unknown, key: string): unknown {
  const malformed = error instanceof SyntaxError || (error instanceof Error && error.name === 'ZodError');
  return malformed ? consoleProblem('RESULT_UNREADABLE', key, { cause: error }) : error;
}

/** The kept bytes; before intake has kept them, or when they are gone, the upload itself. */
async function openOriginal(store: ObjectStore, { documentId, batchId, name }: DocumentSummary) {
  const incoming = [keys.incoming(batchId, name), `${keys.incomingPrefix}${name}`];
  const candidates = documentId === null ? incoming : [keys.original(documentId), ...incoming];
  for (const key of candidates) {
    try {
      return await store.get(key);
    } catch (error) {
      if (!(error instanceof ObjectNotFoundError)) throw error;
    }
  }
  throw consoleProblem('ORIGINAL_MISSING', name);
}
