import {
  BatchesResponse,
  type BatchProgress,
  BatchProgressResponse,
  type BatchSummary,
  type DiscardRequest,
  DiscardResponse,
  DocumentDetail,
  DocumentPage,
  DocumentPagesResponse,
  type DocumentQuery,
  type DocumentSummary,
  type FailuresQuery,
  FailuresResponse,
  type Page,
  type PageImageQuery,
  RebuildStatus,
  RereadResponse,
  type RetryRequest,
  RetryResponse,
  StatusResponse,
  ThroughputResponse,
} from '@nianbao/contracts';
import { z } from 'zod';
import { createCalls } from './calls.ts';
import type { Download } from './download.ts';
import type { Transport } from './transport.ts';

type Query = Partial<z.input<typeof DocumentQuery>>;

/** The calls of the console's API. */
export function documentCalls(transport: Transport, base: string, download: Download) {
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
    /** The bytes that were uploaded. Throws ApiError 404 `ORIGINAL_MISSING`. */
    original: (id: string, signal?: AbortSignal): Promise<ReadableStream<Uint8Array>> =>
      download(`/api/documents/${encodeURIComponent(id)}/original`, {}, signal),
    /** Where each page of a PDF or picture stands in the text. */
    documentPages: async (id: string): Promise<Page[]> =>
      (await get(`/api/documents/${encodeURIComponent(id)}/pages`, DocumentPagesResponse)).pages,
    /** A page, from 1, as a PNG. */
    pageImage: (
      id: string,
      page: number,
      query: Partial<z.input<typeof PageImageQuery>> = {},
    ): Promise<ReadableStream<Uint8Array>> =>
      download(`/api/documents/${encodeURIComponent(id)}/pages/${page}`, query),
    /** Reads one finished upload again with the rules of today; false for one in flight or a duplicate. */
    reread: async (id: string): Promise<boolean> =>
      (await post(`/api/documents/${encodeURIComponent(id)}/reread`, RereadResponse, {})).started,
    batches: async (): Promise<BatchSummary[]> => (await get('/api/batches', BatchesResponse)).batches,
    /** The newest batches with their rate and time left. */
    batchProgress: async (query: { limit?: number } = {}): Promise<BatchProgress[]> =>
      (await get('/api/batches/progress', BatchProgressResponse, query)).batches,
    /** Failed and unsupported documents by code and stage, and the account they are in. */
    failures: (query: z.input<typeof FailuresQuery> = {}): Promise<FailuresResponse> =>
      get('/api/failures', FailuresResponse, query),
    /** Uploads finished per minute, oldest first. */
    throughput: (query: { minutes?: number; batch?: string } = {}): Promise<ThroughputResponse> =>
      get('/api/throughput', ThroughputResponse, query),
    /** Queues failed documents again. */
    retry: (request: z.input<typeof RetryRequest>): Promise<RetryResponse> =>
      post('/api/retry', RetryResponse, request),
    /** Takes failures that are dealt with off the list; they stay in the account. */
    discard: (request: z.input<typeof DiscardRequest>): Promise<DiscardResponse> =>
      post('/api/discard', DiscardResponse, request),
    /** Starts rebuilding the catalogue from the object store; `rebuildStatus` shows how far it is. ApiError 409 when one runs. */
    rebuild: (): Promise<RebuildStatus> => post('/api/rebuild', RebuildStatus, {}),
    rebuildStatus: (): Promise<RebuildStatus> => get('/api/rebuild', RebuildStatus),
  };
}
