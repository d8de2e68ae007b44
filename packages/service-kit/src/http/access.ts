import { createHash, timingSafeEqual } from 'node:crypto';
import { isIPv4 } from 'node:net';
import type { Context } from 'hono';
import { problem } from './http-problem.ts';

/** Where a key may stand, besides `Authorization: Bearer` and `X-Api-Key`. */
export interface KeyPlaces {
  /** A further header. */
  header?: string;
  /** Also `?token=`, for callers that cannot set headers. */
  tokenParameter?: boolean;
}

/** Whether this is one of the keys; takes the same time for every wrong one. */
export function isKey(keys: readonly (string | undefined)[], given: string): boolean {
  return matches(keys.filter((key) => key !== undefined).map(digest), given);
}

/** Names that never leave this machine. `127.example.org` is not one of them. */
export function isLoopback(host: string): boolean {
  return ['localhost', '::1', '[::1]'].includes(host) || (isIPv4(host) && host.startsWith('127.'));
}

/** Throws when a service without any key would listen beyond this machine. `variable` names what to set. */
export function refuseOpenHost(host: string, hasKey: boolean, variable: string): void {
  if (isLoopback(host) || hasKey) return;
  throw new Error(
    `${variable} must be set (or a key created with nianbao keys create) to listen on ${host}: without it anybody on the ` +
      `network could use this service. 监听 ${host} 时必须设置 ${variable}（或先用 nianbao keys create 新建密钥），` +
      '否则网络上的任何人都可以使用该服务。',
  );
}

/**
 * Without keys a service listens on loopback, where the danger is a web page in the user's own browser: a request is refused when its
 * Host is not a loopback name (DNS rebinding) or its Origin is another site (cross-site request forgery). Throws FORBIDDEN_ORIGIN.
 */
export function refuseForeignPages(c: Context, allowedOrigins: readonly string[]): void {
  const host = hostName(`http://${c.req.header('host') ?? new URL(c.req.url).host}`);
  if (host === undefined || !isLoopback(host)) {
    throw problem('FORBIDDEN_ORIGIN', {
      zh: `主机名 ${host ?? '（无）'}：设置 API 密钥后才能以此名称访问`,
      en: `host name ${host ?? '(none)'}: set an API key to be reachable under it`,
    });
  }
  refuseOtherOrigins(c, allowedOrigins);
}

/**
 * Browsers name the origin of every request that another page makes, or that changes anything; where a form hides it, they still say
 * that it comes from another site (Fetch Metadata). Throws FORBIDDEN_ORIGIN.
 */
export function refuseOtherOrigins(c: Context, allowedOrigins: readonly string[]): void {
  const origin = c.req.header('origin');
  if (origin === undefined && c.req.method !== 'GET' && c.req.header('sec-fetch-site') === 'cross-site')
    throw problem('FORBIDDEN_ORIGIN', { zh: '来自其他网站的请求', en: 'a request of another site' });
  if (origin === undefined || allowedOrigins.includes(origin)) return;
  if (URL.canParse(origin) && new URL(origin).host === c.req.header('host')) return;
  throw problem('FORBIDDEN_ORIGIN', { zh: `来源 ${origin}`, en: `origin ${origin}` });
}

function hostName(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

/** Every key that the request carries, right or wrong. */
export function presentedKeys(c: Context, { header, tokenParameter }: KeyPlaces = {}): string[] {
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
