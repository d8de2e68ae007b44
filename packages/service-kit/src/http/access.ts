import { createHash, timingSafeEqual } from 'node:crypto';
import { isIPv4 } from 'node:net';
import type { Context, MiddlewareHandler } from 'hono';
import { problem } from './http-problem.ts';

export interface AccessOptions {
  /** Any of these opens the door. When all are undefined, only programs and pages of this machine are let in. */
  keys: readonly (string | undefined)[];
  /** Also read the key from `?token=`, for callers that cannot set headers. */
  tokenParameter?: boolean;
  /** A further header that may carry the key, besides `Authorization: Bearer` and `X-Api-Key`. */
  header?: string;
  /** Origins of web pages that may call, e.g. `http://127.0.0.1:7310`. */
  allowedOrigins?: readonly string[];
  /** True for a request whose session cookie stands for the key. Browsers send cookies unasked, so other pages' requests are refused. */
  hasSession?: (c: Context) => boolean;
}

/**
 * Lets a request through that carries one of the keys. Without keys the service listens on loopback, where the danger is
 * a web page in the user's own browser: a request is refused when its Host is not a loopback name (DNS rebinding) or
 * its Origin is another site (cross-site request forgery).
 */
export function requireAccess(options: AccessOptions): MiddlewareHandler {
  const digests = options.keys.filter((key) => key !== undefined).map(digest);
  return async (c, next) => {
    if (digests.length === 0) refuseForeignPages(c, options.allowedOrigins ?? []);
    else if (options.hasSession?.(c)) refuseOtherOrigins(c, []);
    else if (!presented(c, options).some((key) => matches(digests, key))) {
      throw problem('UNAUTHORIZED', undefined, { headers: { 'www-authenticate': 'Bearer' } });
    }
    await next();
  };
}

/** Whether this is one of the keys; takes the same time for every wrong one. */
export function isKey(keys: readonly (string | undefined)[], given: string): boolean {
  return matches(keys.filter((key) => key !== undefined).map(digest), given);
}

/** Names that never leave this machine. `127.example.org` is not one of them. */
export function isLoopback(host: string): boolean {
  return ['localhost', '::1', '[::1]'].includes(host) || (isIPv4(host) && host.startsWith('127.'));
}

/** Throws when a service would listen beyond this machine without a key. `variable` names what to set. */
export function refuseOpenHost(host: string, key: string | undefined, variable: string): void {
  if (isLoopback(host) || key !== undefined) return;
  throw new Error(
    `${variable} must be set to listen on ${host}: without it anybody on the network could use this service. ` +
      `监听 ${host} 时必须设置 ${variable}，否则网络上的任何人都可以使用该服务。`,
  );
}

function refuseForeignPages(c: Context, allowedOrigins: readonly string[]): void {
  const host = hostName(`http://${c.req.header('host') ?? new URL(c.req.url).host}`);
  if (host === undefined || !isLoopback(host)) {
    throw problem(
      'FORBIDDEN_ORIGIN',
      `host name ${host ?? '(none)'}: set an API key to be reachable under it`,
    );
  }
  refuseOtherOrigins(c, allowedOrigins);
}

/** Browsers name the origin of every request that another page makes, or that changes anything. */
function refuseOtherOrigins(c: Context, allowedOrigins: readonly string[]): void {
  const origin = c.req.header('origin');
  if (origin === undefined || allowedOrigins.includes(origin)) return;
  if (URL.canParse(origin) && new URL(origin).host === c.req.header('host')) return;
  throw problem('FORBIDDEN_ORIGIN', `origin ${origin}`);
}

function hostName(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

function presented(c: Context, { header, tokenParameter }: AccessOptions): string[] {
  const bearer = /^Bearer +(.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  const candidates = [
    bearer,
    c.req.header('x-api-key'),
    header === undefined ? undefined : c.req.header(header),
    tokenParameter ? c.req.query('token') : undefined,
  ];
  return candidates.filter((key) => key !== undefined);
}

/** Digests have one length, so the comparison takes the same time for every wrong key. */
function matches(digests: readonly Buffer[], key: string): boolean {
  const given = digest(key);
  return digests.filter((expected) => timingSafeEqual(expected, given)).length > 0;
}

function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
