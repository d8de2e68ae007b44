import { mayCall, type RequiredRole } from '@nianbao/contracts';
import { presentedKeys, problem, refuseForeignPages, refuseOtherOrigins } from '@nianbao/service-kit/http';
import type { Context } from 'hono';
import { apiProblem } from '../api-problem.ts';
import { type Actor, localActor } from './actor.ts';
import type { Keyring } from './keyring.ts';
import type { Sessions } from './sessions.ts';

export interface AccessOptions {
  /** No key is asked for: the service listens on this machine alone. */
  open: boolean;
  keyring: Keyring;
  sessions: Sessions;
  /** Origins of web pages, other than the service's own, that may call. */
  allowedOrigins: readonly string[];
  /** Whom a call is counted against before it is known who makes it. */
  callerOf(c: Context): string;
}

export interface AccessControl extends Pick<AccessOptions, 'open' | 'callerOf'> {
  /** Who calls; null without a key. Throws UNAUTHORIZED for a wrong one and FORBIDDEN_ORIGIN for a foreign page. */
  identify(c: Context): Promise<Actor | null>;
}

/**
 * Tells who calls. Without keys the service listens on loopback, where the danger is a web page in the user's own browser: see
 * `refuseForeignPages`. Browsers send cookies unasked, so with a session the requests of other pages are refused too.
 */
export function createAccessControl(options: AccessOptions): AccessControl {
  const { open, keyring, sessions, allowedOrigins, callerOf } = options;
  async function holderOf(c: Context): Promise<Actor | null> {
    for (const key of presentedKeys(c)) {
      const holder = await keyring.holder(key, callerOf(c));
      if (holder !== null) return holder;
    }
    return null;
  }
  return {
    open,
    callerOf,
    async identify(c) {
      if (open) {
        refuseForeignPages(c, allowedOrigins);
        return (await holderOf(c)) ?? localActor;
      }
      const signedIn = await sessions.actorOf(c);
      if (signedIn !== null) {
        refuseOtherOrigins(c, []);
        return signedIn;
      }
      const holder = await holderOf(c);
      if (holder === null && presentedKeys(c).length > 0) throw unauthorized();
      return holder;
    },
  };
}

/** Throws UNAUTHORIZED when the call asks for a key and there was none. */
export function checkActor(actor: Actor | null, required: RequiredRole): void {
  if (actor === null && required !== 'none') throw unauthorized();
}

/** Throws ROLE_MISSING unless the caller's role may make such a call. */
export function checkRole(actor: Actor | null, required: RequiredRole): void {
  if (actor === null || mayCall(actor.role, required)) return;
  throw apiProblem('ROLE_MISSING', {
    zh: `角色 ${actor.role}；需要：${required}`,
    en: `role ${actor.role}; needed: ${required}`,
  });
}

function unauthorized() {
  return problem('UNAUTHORIZED', undefined, { headers: { 'www-authenticate': 'Bearer' } });
}
