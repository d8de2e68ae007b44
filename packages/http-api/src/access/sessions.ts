import { createHmac, randomBytes } from 'node:crypto';
import type { Catalogue } from '@nianbao/catalogue';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Actor } from './actor.ts';
import type { Keyring } from './keyring.ts';
import { createShortCache } from './short-cache.ts';

export interface Sessions {
  /** Whose session the request's cookie is; null for none, and once its key is revoked. */
  actorOf(c: Context): Promise<Actor | null>;
  begin(c: Context, actor: Actor): Promise<void>;
  end(c: Context): Promise<void>;
}

export interface SessionOptions {
  catalogue: Pick<Catalogue, 'addSession' | 'sessionKey' | 'endSession' | 'forgetExpired'>;
  keyring: Keyring;
  /** Changing it ends all sessions. */
  secret: string | undefined;
  cacheMs: number;
}

const cookieName = 'nianbao_session';
/** A working day. */
const lifetimeSeconds = 12 * 3600;

/**
 * Sessions of the page. The cookie is a random token; the catalogue has its hash, made with a secret it does not have, and the id of the
 * key. So a session outlives a restart, and neither a cookie nor the catalogue gives a key away.
 */
export function createSessions({ catalogue, keyring, secret = '', cacheMs }: SessionOptions): Sessions {
  const keyIds = createShortCache(cacheMs, (tokenHash) => catalogue.sessionKey(tokenHash));
  const hash = (token: string) => createHmac('sha256', `nianbao ${secret}`).update(token).digest('hex');
  const write = (c: Context, value: string, maxAge: number) =>
    setCookie(c, cookieName, value, {
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
      secure: isHttps(c),
      maxAge,
    });
  return {
    async actorOf(c) {
      const token = tokenOf(c);
      const keyId = token === null ? null : await keyIds.get(hash(token));
      return keyId === null ? null : keyring.holderById(keyId);
    },
    async begin(c, actor) {
      const token = randomBytes(32).toString('base64url');
      await catalogue.forgetExpired();
      await catalogue.addSession(hash(token), actor.id, new Date(Date.now() + lifetimeSeconds * 1000));
      write(c, token, lifetimeSeconds);
    },
    async end(c) {
      const token = tokenOf(c);
      write(c, '', 0);
      if (token === null) return;
      await catalogue.endSession(hash(token));
      keyIds.forget(hash(token));
    },
  };
}

function tokenOf(c: Context): string | null {
  const value = getCookie(c, cookieName) ?? '';
  return /^[\w-]{43}$/.test(value) ? value : null;
}

function isHttps(c: Context): boolean {
  return (c.req.header('x-forwarded-proto') ?? new URL(c.req.url).protocol).startsWith('https');
}
