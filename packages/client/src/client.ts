import { stat } from 'node:fs/promises';
import {
  BatchesResponse,
  type BatchSummary,
  ConfirmResponse,
  DocumentDetail,
  DocumentPage,
  type DocumentQuery,
  type DocumentSummary,
  KnownResponse,
  PresignResponse,
  RebuildStatus,
  type RetryRequest,
  RetryResponse,
  StatusResponse,
  UploadResponse,
} from '@nianbao/contracts';
import { z } from 'zod';
import { ApiError, UnreachableError } from './api-error.ts';
import { createTransport, type Transport } from './transport.ts';
import { fileContent, type OnUploadProgress, type UploadContent, uploadBody } from './upload-body.ts';

export interface ClientOptions {
  /** Base URL of the intake service, e.g. `http://127.0.0.1:7301`. */
  intakeUrl: string;
  /** Base URL of the console's API, e.g. `http://127.0.0.1:7300`. */
  apiUrl: string;
  /** Sent as `Authorization: Bearer …`. */
  apiKey?: string;
  fetch?: typeof fetch;
  /** Tries after the first for calls that may be repeated; default 3. */
  retries?: number;
}

export interface UploadTarget {
  batch: string;
  /** File name with folders, e.g. `2023/陇把镇.docx`. */
  name: string;
  /** Genre to read it by; the server's default when absent. */
  profile?: string;
  onProgress?: OnUploadProgress;
  signal?: AbortSignal;
}

type Query = Partial<z.input<typeof DocumentQuery>>;
type BatchName = { batch?: string };

/**
 * Every method throws `ApiError` (the server said no), `UnreachableError` (no answer) or `InvalidAnswerError` (an answer
 * that breaks the contract).
 */
export type NianbaoClient = ReturnType<typeof createClient>;

/** How long a single upload may take: a scan of 200 MB over a slow line. */
const uploadTimeoutMs = 600_000;

/**
 * A typed client of the intake service and the console's API. Every answer is checked against its schema.
 *
 * @example
 * const client = createClient({ intakeUrl: 'http://127.0.0.1:7301', apiUrl: 'http://127.0.0.1:7300' });
 * await client.uploadFile('report.docx', { batch: '2024', name: 'report.docx' });
 */
export function createClient(options: ClientOptions) {
  const transport = createTransport({
    fetch: options.fetch ?? fetch,
    retries: options.retries ?? 3,
    ...(options.apiKey ? { apiKey: options.apiKey } : {}),
  });
  const { intakeUrl, apiUrl } = options;
  return {
    ...documentCalls(transport, apiUrl),
    ...uploadCalls(transport, intakeUrl),
    /** Which of the two services answer on `/health/ready`. */
    async ready(): Promise<{ intake: boolean; api: boolean }> {
      const [intake, api] = await Promise.all([isReady(transport, intakeUrl), isReady(transport, apiUrl)]);
      return { intake, api };
    },
  };
}

function documentCalls(transport: Transport, apiUrl: string) {
  const documents = (query: Query = {}): Promise<DocumentPage> =>
    transport({
      base: apiUrl,
      path: '/api/documents',
      method: 'GET',
      answer: DocumentPage,
      query: defined(query),
      idempotent: true,
    });
  return {
    /** Queues, rates and the account of everything or of one batch. */
    status: (query: BatchName = {}): Promise<StatusResponse> =>
      transport({
        base: apiUrl,
        path: '/api/status',
        method: 'GET',
        answer: StatusResponse,
        query: defined(query),
        idempotent: true,
      }),
    /** One page. */
    documents,
    /** Every match, page after page. */
    async *eachDocument(query: Query = {}): AsyncGenerator<DocumentSummary> {
      let cursor = query.cursor;
      do {
        const page = await documents({
          limit: 500,
          ...query,
          ...(cursor === undefined ? {} : { cursor }),
        });
        yield* page.documents;
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
    },
    /** By id, or a unique prefix of at least 6 digits, of a document or an upload. Throws ApiError 404. */
    document: (id: string): Promise<DocumentDetail> =>
      transport({
        base: apiUrl,
        path: `/api/documents/${encodeURIComponent(id)}`,
        method: 'GET',
        answer: DocumentDetail,
        idempotent: true,
      }),
    batches: async (): Promise<BatchSummary[]> =>
      (
        await transport({
          base: apiUrl,
          path: '/api/batches',
          method: 'GET',
          answer: BatchesResponse,
          idempotent: true,
        })
      ).batches,
    /** Not repeated on connection errors: ask `status` what happened. */
    retry: (request: z.input<typeof RetryRequest>): Promise<RetryResponse> =>
      transport({
        base: apiUrl,
        path: '/api/retry',
        method: 'POST',
        answer: RetryResponse,
        json: request,
        idempotent: false,
      }),
    /** Starts rebuilding the catalogue from the object store; `rebuildStatus` shows how far it is. ApiError 409 when one runs. */
    rebuild: (): Promise<RebuildStatus> =>
      transport({
        base: apiUrl,
        path: '/api/rebuild',
        method: 'POST',
        answer: RebuildStatus,
        json: {},
        idempotent: false,
      }),
    rebuildStatus: (): Promise<RebuildStatus> =>
      transport({
        base: apiUrl,
        path: '/api/rebuild',
        method: 'GET',
        answer: RebuildStatus,
        idempotent: true,
      }),
  };
}

function uploadCalls(transport: Transport, intakeUrl: string) {
  const upload = (content: UploadContent, target: UploadTarget): Promise<UploadResponse> =>
    transport({
      base: intakeUrl,
      path: '/uploads',
      method: 'POST',
      answer: UploadResponse,
      query: { batch: target.batch, name: target.name, profile: target.profile },
      body: () => uploadBody(content, target.onProgress),
      bytes: content.bytes,
      // The same bytes under the same name are the same upload.
      idempotent: true,
      timeoutMs: uploadTimeoutMs,
      ...(target.signal ? { signal: target.signal } : {}),
    });
  return {
    /** Streams any content. */
    upload,
    /** Streams a file from disk. */
    uploadFile: async (path: string, target: UploadTarget): Promise<UploadResponse> =>
      upload(fileContent(path, (await stat(path)).size), target),
    /** The subset of these SHA-256 hashes that the ledger already holds in any state but failed. Any number of them. */
    async known(sha256: readonly string[]): Promise<Set<string>> {
      const found = new Set<string>();
      for (let at = 0; at < sha256.length; at += 1000) {
        const json = { sha256: sha256.slice(at, at + 1000) };
        const answer = await transport({
          base: intakeUrl,
          path: '/uploads/known',
          method: 'POST',
          answer: KnownResponse,
          json,
          idempotent: true,
        });
        for (const hash of answer.known) found.add(hash);
      }
      return found;
    },
    /** A URL to PUT one file to, straight into the object store. */
    presign: (request: { batch: string; name: string; bytes: number }): Promise<PresignResponse> =>
      transport({
        base: intakeUrl,
        path: '/uploads/presign',
        method: 'POST',
        answer: PresignResponse,
        json: request,
        idempotent: true,
      }),
    /** Starts the reading of presigned uploads where the store sends no events. */
    confirm: (keys: string[]): Promise<z.infer<typeof ConfirmResponse>> =>
      transport({
        base: intakeUrl,
        path: '/uploads/confirm',
        method: 'POST',
        answer: ConfirmResponse,
        json: { keys },
        idempotent: true,
      }),
  };
}

async function isReady(transport: Transport, base: string): Promise<boolean> {
  try {
    await transport({
      base,
      path: '/health/ready',
      method: 'GET',
      answer: z.unknown(),
      idempotent: false,
      timeoutMs: 5_000,
    });
    return true;
  } catch (error) {
    if (error instanceof UnreachableError || error instanceof ApiError) return false;
    throw error;
  }
}

/** exactOptionalPropertyTypes: query fields that are undefined are left out. */
function defined(query: Record<string, unknown>): Record<string, string | number> {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'number' ? value : String(value)]),
  );
}
