import type { Catalogue } from '@nianbao/catalogue';
import type { Role } from '@nianbao/contracts';
import type { Logger } from '@nianbao/service-kit';
import { callerNetwork } from '@nianbao/service-kit/http';
import { type AccessControl, createAccessControl } from './access/access-control.ts';
import { createKeyring, type Keyring } from './access/keyring.ts';
import { createSessions, type Sessions } from './access/sessions.ts';
import {
  createStrangersBuckets,
  createTokenBuckets,
  ratePerMinute,
  type SharedBuckets,
  type TakeToken,
} from './access/token-bucket.ts';

type AccessCatalogue = Pick<
  Catalogue,
  | 'activeKey'
  | 'touchKey'
  | 'addSession'
  | 'sessionKey'
  | 'endSession'
  | 'forgetExpired'
  | 'addAuditEntry'
  | 'claimCall'
  | 'answerCall'
  | 'releaseCall'
>;

/** What every declared route is served with. */
export interface RouteServing {
  access: AccessControl;
  keyring: Keyring;
  sessions: Sessions;
  takeToken: TakeToken;
  /** Of callers who try to sign in with a wrong key. */
  takeTry: TakeToken;
  catalogue: AccessCatalogue;
  log: Logger;
}

/** How a service is guarded. */
export interface GuardSettings {
  /** The key of the environment. */
  apiKey: string | undefined;
  /** No key is asked for. Default: when there is no `apiKey`; then the service must listen on loopback alone. */
  open?: boolean;
  /** Origins of web pages, other than the service's own, that may call. */
  allowedOrigins: readonly string[];
  /** Per key; 0 (the default) for any number. */
  requestsPerMinute?: number;
  /** Reverse proxies whose word on who calls is taken. Default 0. */
  trustedProxies?: number;
  /** Milliseconds for which a revoked key may still be taken. Default 3,000. */
  keyCacheMs?: number;
}

const defaultKeyCacheMs = 3_000;
/** Wrong keys at the sign-in, of one caller and of all together: keys of 16 characters are not guessed at this pace. */
const wrongTries = { each: { perMinute: 20, capacity: 20 }, all: { perMinute: 600, capacity: 600 } };

export function createRouteServing(
  settings: GuardSettings,
  bootstrap: { name: string; role: Role },
  {
    catalogue,
    log,
    pipeline,
  }: { catalogue: AccessCatalogue; log: Logger; pipeline: { tokenBuckets: SharedBuckets } },
): RouteServing {
  const { apiKey, allowedOrigins, trustedProxies, keyCacheMs: cacheMs = defaultKeyCacheMs } = settings;
  const keyring = createKeyring({ catalogue, log, bootstrap: { ...bootstrap, key: apiKey }, cacheMs });
  const sessions = createSessions({ catalogue, keyring, secret: apiKey, cacheMs });
  const shared = (purpose: string) => ({ purpose, buckets: pipeline.tokenBuckets });
  const open = settings.open ?? apiKey === undefined;
  return {
    access: createAccessControl({
      open,
      keyring,
      sessions,
      allowedOrigins,
      callerOf: (c) => callerNetwork(c, trustedProxies),
    }),
    keyring,
    sessions,
    takeToken: createTokenBuckets(ratePerMinute(settings.requestsPerMinute ?? 0), shared('request')),
    takeTry: createStrangersBuckets(wrongTries, shared('sign-in')),
    catalogue,
    log,
  };
}
