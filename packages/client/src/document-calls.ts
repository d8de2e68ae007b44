import {
  BatchesResponse,
  type BatchSummary,
  DocumentDetail,
  DocumentPage,
  type DocumentQuery,
  type DocumentSummary,
  RebuildStatus,
  type RetryRequest,
  RetryResponse,
  StatusResponse,
} from '@nianbao/contracts';
import { z } from 'zod';
import { createCalls } from './calls.ts';
import type { Transport } from './transport.ts';

type Query = Partial<z.input<typeof DocumentQuery>>;

/** The calls of the console's API. */
export function documentCalls(transport: Transport, base: string) {
  const { get, post } = createCalls(transport, base);
  /** One page. */
  const documents = (query: Query = {}): Promise<DocumentPage> => get('/api/documents', DocumentPage, query);
  return {
    /** Queues, rates and the account of everything or of one batch. */
    status: (query: { batch?: string } = {}): Promise<StatusResponse> =>
      get('/api/status', StatusResponse, query),
    documents,
    /** Every match, page after page. */
    async *eachDocument(query: Query = {}): AsyncGenerator<DocumentSummary> {
      let cursor = query.cursor;
      do {
        const page = await documents({ limit: 500, ...query, ...(cursor === undefined ? {} : { cursor }) });
        yield* page.documents;
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
    },
    /** By id, or a unique prefix of at least 6 digits, of a document or an upload. Throws ApiError 404. */
    document: (id: string): Promise<DocumentDetail> =>
      get(`/api/documents/${encodeURIComponent(id)}`, DocumentDetail),
    /** The canonical text that the offsets in a document's result count in. Throws ApiError 404 `TEXT_MISSING` without a report. */
    documentText: (id: string): Promise<string> =>
      transport({
        base,
        path: `/api/documents/${encodeURIComponent(id)}/text`,
        method: 'GET',
        answer: z.string(),
        plain: true,
        idempotent: true,
      }),
    batches: async (): Promise<BatchSummary[]> => (await get('/api/batches', BatchesResponse)).batches,
    /** Queues failed documents again. Not repeated on connection errors: ask `status` what happened. */
    retry: (request: z.input<typeof RetryRequest>): Promise<RetryResponse> =>
      post('/api/retry', RetryResponse, request),
    /** Starts rebuilding the catalogue from the object store; `rebuildStatus` shows how far it is. ApiError 409 when one runs. */
    rebuild: (): Promise<RebuildStatus> => post('/api/rebuild', RebuildStatus, {}),
    rebuildStatus: (): Promise<RebuildStatus> => get('/api/rebuild', RebuildStatus),
  };
}
