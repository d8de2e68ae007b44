import { mayCall, type RequiredRole, type Role } from '@nianbao/contracts';
import {
  isKey,
  presentedKeys,
  problem,
  refuseForeignPages,
  refuseOtherOrigins,
} from '@nianbao/service-kit/http';
import type { Context } from 'hono';
import { type Actor, localActor } from './actor.ts';
import { apiProblem } from './api-problem.ts';

export interface AccessOptions {
  /** The key of the environment, which every other key is made with. */
  bootstrap: { key: string | undefined; name: string; role: Role };
  /** Origins of web pages, other than the service's own, that may call. */
  allowedOrigins: readonly string[];
  /** True for a request whose session cookie stands for the key. */
  hasSession?: (c: Context) => boolean;
}

export interface AccessControl {
  /** No key is asked for: the service listens on this machine alone. */
  open: boolean;
  /** Who calls; null without a key. Throws UNAUTHORIZED for a wrong one and FORBIDDEN_ORIGIN for a foreign page. */
  identify(c: Context): Actor | null;
}

/**
 * Tells who calls. Without keys the service listens on loopback, where the danger is a web page in the user's own browser: see
 * `refuseForeignPages`. Browsers send cookies unasked, so with a session the requests of other pages are refused too.
 */
export function createAccessControl(options: AccessOptions): AccessControl {
  const { bootstrap, allowedOrigins, hasSession } = options;
  const holder: Actor = { id: bootstrap.name, name: bootstrap.name, role: bootstrap.role };
  const open = bootstrap.key === undefined;
  return {
    open,
    identify(c) {
      if (open) {
        refuseForeignPages(c, allowedOrigins);
        return localActor;
      }
      if (hasSession?.(c)) {
        refuseOtherOrigins(c, []);
        return holder;
      }
      const given = presentedKeys(c);
      if (given.some((key) => isKey([bootstrap.key], key))) return holder;
      if (given.length > 0) throw unauthorized();
      return null;
    },
  };
}

/** Throws UNAUTHORIZED or ROLE_MISSING unless the caller may make a call of this role. */
export function checkRole(actor: Actor | null, required: RequiredRole): void {
  if (required === 'none') return;
  if (actor === null) throw unauthorized();
  if (!mayCall(actor.role, required)) throw apiProblem('ROLE_MISSING', `${actor.role} < ${required}`);
}

function unauthorized() {
  return problem('UNAUTHORIZED', undefined, { headers: { 'www-authenticate': 'Bearer' } });
}
