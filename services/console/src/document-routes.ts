import { Readable } from 'node:stream';
import {
  ConvertedDocument,
  type DocumentDetail,
  DocumentQuery,
  type DocumentSummary,
  Result,
} from '@nianbao/contracts';
import { attachmentDisposition, keys, ObjectNotFoundError, type ObjectStore } from '@nianbao/object-store';
import { parseRequest } from '@nianbao/service-kit/http';
import { Hono } from 'hono';
import { type ConsoleDeps, refuseCursor } from './console-deps.ts';
import { consoleProblem } from './console-problem.ts';
import { findDocument } from './find-document.ts';

/** Results are tens of KB; a report of hundreds of pages stays far below. */
const maxResultBytes = 64 * 1024 * 1024;

/** What stands around the text in its artefact: blocks and losses. */
const Text = ConvertedDocument.pick({ text: true });

/** `GET /documents`, and of one document `/:id`, `/:id/text` and `/:id/original`. */
export function documentRoutes(deps: ConsoleDeps): Hono {
  const { catalogue, store } = deps;
  const app = new Hono();
  app.get('/documents', async (c) => {
    const query = parseRequest(DocumentQuery, c.req.query());
    return c.json(await catalogue.documents(query).catch(refuseCursor));
  });
  app.get('/documents/:id', async (c) => {
    const summary = await findDocument(deps, c.req.param('id'));
    const result = summary.resultKey === null ? null : await readResult(deps, summary.resultKey);
    const related = result?.kind === 'report' ? await catalogue.related(result.documentId) : undefined;
    const answer: DocumentDetail = { summary, result, ...(related && { related }) };
    return c.json(answer);
  });
  app.get('/documents/:id/text', async (c) => {
    const summary = await findDocument(deps, c.req.param('id'));
    c.header('x-content-type-options', 'nosniff');
    c.header('cache-control', 'private, no-store');
    c.header('content-type', 'text/plain; charset=utf-8');
    return c.body(await readText(deps, summary));
  });
  app.get('/documents/:id/original', async (c) => {
    const summary = await findDocument(deps, c.req.param('id'));
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
  });
  return app;
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
