import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

export interface Sessions {
  /** Whether the request's cookie stands for the key. */
  has(c: Context): boolean;
  begin(c: Context): void;
  end(c: Context): void;
}

const cookieName = 'nianbao_session';
/** A working day. */
const lifetimeSeconds = 12 * 3600;

/**
 * Sessions without a memory: the cookie is its own end and a signature by the key. It outlives a restart and dies with the key.
 */
export function createSessions(apiKey: string | undefined): Sessions {
  const sign = (end: string) =>
    createHmac('sha256', `nianbao session ${apiKey}`).update(end).digest('base64url');
  const write = (c: Context, value: string, maxAge: number) =>
    setCookie(c, cookieName, value, {
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
      secure: isHttps(c),
      maxAge,
    });
  return {
    has(c) {
      if (apiKey === undefined) return false;
      const [end = '', signature = ''] = (getCookie(c, cookieName) ?? '').split('.');
      return Number(end) > Date.now() && same(signature, sign(end));
    },
    begin(c) {
      const end = String(Date.now() + lifetimeSeconds * 1000);
      write(c, `${end}.${sign(end)}`, lifetimeSeconds);
    },
    end: (c) => write(c, '', 0),
  };
}

function isHttps(c: Context): boolean {
  return (c.req.header('x-forwarded-proto') ?? new URL(c.req.url).protocol).startsWith('https');
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
