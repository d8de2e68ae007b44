import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a presigned URL allows. */
export interface PresignedGrant {
  method: 'PUT' | 'GET';
  key: string;
  /** Unix time in whole seconds. */
  expires: number;
  /** PUT: the exact size of the upload. */
  bytes?: number;
  /** GET: the name the download is saved under. */
  fileName?: string;
}

/**
 * A URL that carries the grant and its HMAC-SHA-256. The key travels in the query, because URL parsers fold `..` and `//` of a path.
 */
export function signUrl(baseUrl: string, secret: string, grant: PresignedGrant): string {
  const url = new URL(baseUrl);
  url.searchParams.set('method', grant.method);
  url.searchParams.set('key', grant.key);
  url.searchParams.set('expires', String(grant.expires));
  if (grant.bytes !== undefined) url.searchParams.set('bytes', String(grant.bytes));
  if (grant.fileName !== undefined) url.searchParams.set('name', grant.fileName);
  url.searchParams.set('signature', signature(secret, grant).toString('base64url'));
  return url.href;
}

/** The grant of a URL whose signature holds, whose method is the request's (a GET grant also allows HEAD) and whose time is not over; else null. */
export function verifyUrl(method: string, url: URL, secret: string, now: number): PresignedGrant | null {
  const grant = parseGrant(url.searchParams);
  if (!grant) return null;
  const given = Buffer.from(url.searchParams.get('signature') ?? '', 'base64url');
  const expected = signature(secret, grant);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const allowed = grant.method === method || (grant.method === 'GET' && method === 'HEAD');
  return allowed && now < grant.expires * 1000 ? grant : null;
}

function parseGrant(params: URLSearchParams): PresignedGrant | null {
  const method = params.get('method');
  const key = params.get('key');
  const expires = wholeNumber(params.get('expires'));
  const bytes = wholeNumber(params.get('bytes'));
  const fileName = params.get('name');
  if ((method !== 'PUT' && method !== 'GET') || key === null || expires === null) return null;
  return {
    method,
    key,
    expires,
    ...(bytes === null ? {} : { bytes }),
    ...(fileName === null ? {} : { fileName }),
  };
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function signature(secret: string, grant: PresignedGrant): Buffer {
  // As JSON, no value can run over into its neighbour.
  const text = JSON.stringify([
    'nianbao-presign-1',
    grant.method,
    grant.key,
    grant.expires,
    grant.bytes ?? null,
    grant.fileName ?? null,
  ]);
  return createHmac('sha256', secret).update(text).digest();
}
