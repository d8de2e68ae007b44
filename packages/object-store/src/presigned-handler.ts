import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { attachmentDisposition } from './content-disposition.ts';
import type { FsStore } from './drivers/fs.ts';
import { type ByteRange, type StoredObject, StoreUnavailableError } from './object-store.ts';
import type { PresignedGrant } from './presigned-url.ts';

export interface PresignedHandlerOptions {
  /** Limit on uploads whose URL does not fix their size. */
  maxBytes?: number;
}

/** An answer other than success; `detail` is for whoever sees it in a browser, in both languages. */
class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

/**
 * Serves the presigned URLs of a folder store: PUT (201), GET and HEAD (200, 206 for a range). 403 when the URL was altered
 * or is over, 400 or 413 when the upload has another size than signed, 404, 416, 503; as RFC 9457 problem details.
 */
export function createPresignedHandler(
  store: FsStore,
  { maxBytes = 512 * 1024 * 1024 }: PresignedHandlerOptions = {},
): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const grant = store.verifyPresigned(request.method, new URL(request.url));
      if (!grant)
        throw new Refusal(403, 'URL_REFUSED', '链接无效或已过期。 / The link is invalid or has expired.');
      return grant.method === 'PUT'
        ? await receive(store, request, grant, maxBytes)
        : await serve(store, request, grant);
    } catch (error) {
      return problem(error);
    }
  };
}

async function receive(store: FsStore, request: Request, grant: PresignedGrant, maxBytes: number) {
  const announced = request.headers.get('content-length');
  const size = { limit: grant.bytes ?? maxBytes, exact: grant.bytes !== undefined };
  if (announced !== null && Number(announced) > size.limit) throw tooLarge(size.limit);
  if (announced !== null && size.exact && Number(announced) !== size.limit) throw wrongSize(size.limit);
  const body = request.body ? Readable.fromWeb(request.body as NodeReadableStream) : Readable.from([]);
  const contentType = request.headers.get('content-type');
  const stored = await store.put(
    grant.key,
    Readable.from(limited(body, size)),
    contentType ? { contentType } : {},
  );
  return new Response(null, { status: 201, headers: { etag: `"${stored.etag}"` } });
}

/** Passes the chunks on and throws when they are more, or at the end fewer, than signed: nothing is stored then. */
async function* limited(body: Readable, size: { limit: number; exact: boolean }): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > size.limit) throw tooLarge(size.limit);
    yield chunk;
  }
  if (size.exact && bytes !== size.limit) throw wrongSize(size.limit);
}

async function serve(store: FsStore, request: Request, grant: PresignedGrant): Promise<Response> {
  const object = await store.head(grant.key);
  if (!object) throw new Refusal(404, 'NOT_FOUND', '文件不存在。 / There is no such file.');
  const range = parseRange(request.headers.get('range'), object.size);
  const headers = downloadHeaders(object, grant.fileName);
  if (range === 'unsatisfiable')
    throw new Refusal(416, 'RANGE', '请求的范围超出文件。 / The range lies outside the file.');
  if (request.method === 'HEAD') return new Response(null, { headers });
  // Sizes come from this second look: the object may have been replaced since the first.
  const { body, ...current } = await store.get(grant.key, range);
  for (const [name, value] of downloadHeaders(current, grant.fileName)) headers.set(name, value);
  if (range) {
    const end = Math.min(range.end, current.size - 1);
    headers.set('content-length', String(end - range.start + 1));
    headers.set('content-range', `bytes ${range.start}-${end}/${current.size}`);
  }
  const stream = Readable.toWeb(body) as unknown as ReadableStream<Uint8Array>;
  return new Response(stream, { status: range ? 206 : 200, headers });
}

/** One range of RFC 9110 §14.1.2; forms it does not know are ignored, as the RFC allows. */
function parseRange(header: string | null, size: number): Required<ByteRange> | undefined | 'unsatisfiable' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  const [first, last] = [match?.[1] ?? '', match?.[2] ?? ''];
  if (!match || (first === '' && last === '')) return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < start) return undefined;
  return start > end ? 'unsatisfiable' : { start, end };
}

function downloadHeaders(object: StoredObject, fileName: string | undefined): Headers {
  return new Headers({
    'content-type': object.contentType ?? 'application/octet-stream',
    'content-length': String(object.size),
    'content-disposition': attachmentDisposition(fileName ?? object.key.split('/').at(-1) ?? ''),
    etag: `"${object.etag}"`,
    'last-modified': object.lastModified.toUTCString(),
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-store',
    // What people uploaded must never run in the service's own origin.
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
  });
}

function tooLarge(limit: number): Refusal {
  return new Refusal(
    413,
    'TOO_LARGE',
    `上传内容超过 ${limit} 字节。 / The upload has more than ${limit} bytes.`,
  );
}
function wrongSize(bytes: number): Refusal {
  return new Refusal(
    400,
    'WRONG_SIZE',
    `上传内容应为 ${bytes} 字节。 / The upload must have exactly ${bytes} bytes.`,
  );
}

/** Refusals and an unavailable store become answers; anything else is the caller's to report. */
function problem(error: unknown): Response {
  const refusal =
    error instanceof StoreUnavailableError
      ? new Refusal(503, 'STORE_UNAVAILABLE', '存储暂时不可用。 / The store is unavailable.')
      : error;
  if (!(refusal instanceof Refusal)) throw error;
  const { status, code, message } = refusal;
  return Response.json(
    { type: 'about:blank', title: code, status, detail: message, code },
    { status, headers: { 'content-type': 'application/problem+json' } },
  );
}
