import { timingSafeEqual } from 'node:crypto';
import type { Catalogue } from '@nianbao/catalogue';
import type { Role } from '@nianbao/contracts';
import type { Logger } from '@nianbao/service-kit';
import { isKey } from '@nianbao/service-kit/http';
import type { Actor } from './actor.ts';
import { hashOfKey, keyIdIn } from './api-key.ts';
import { createShortCache } from './short-cache.ts';
import { createStrangersBuckets, ratePerMinute } from './token-bucket.ts';

export interface KeyringOptions {
  catalogue: Pick<Catalogue, 'activeKey' | 'touchKey'>;
  log: Logger;
  /** The key of the environment, which the first of the others are made with. */
  bootstrap: { key: string | undefined; name: string; role: Role };
  /** Milliseconds for which a revoked key may still be taken. */
  cacheMs: number;
}

export interface Keyring {
  /** Who holds this key; null when it is wrong, revoked or expired. `caller` is whom the looking up is counted against. */
  holder(key: string, caller: string): Promise<Actor | null>;
  /** Who holds the key of this id, as a session knows it. */
  holderById(keyId: string): Promise<Actor | null>;
  /** The key was revoked just now, in this process. */
  forget(keyId: string): void;
}

const touchEveryMs = 60_000;
/** Ids that there are not are looked up at most so often: made-up keys must not keep the database busy. */
const lookups = { each: ratePerMinute(1_200), all: ratePerMinute(6_000) };

/** The key of the environment and those of the catalogue. */
export function createKeyring({ catalogue, log, bootstrap, cacheMs }: KeyringOptions): Keyring {
  const takeLookup = createStrangersBuckets(lookups);
  const keys = createShortCache(cacheMs, (keyId) => catalogue.activeKey(keyId));
  const touchedAt = new Map<string, number>();
  const bootstrapHolder: Actor = { id: bootstrap.name, name: bootstrap.name, role: bootstrap.role };

  function touch(keyId: string): void {
    const now = performance.now();
    if (now - (touchedAt.get(keyId) ?? -touchEveryMs) < touchEveryMs) return;
    touchedAt.set(keyId, now);
    catalogue.touchKey(keyId).catch((err: unknown) => {
      log.warn({ event: 'key-untouched', keyId, err }, 'the use of a key could not be noted');
    });
  }

  return {
    async holder(given, caller) {
      if (isKey([bootstrap.key], given)) return bootstrapHolder;
      const keyId = keyIdIn(given);
      if (keyId === null) return null;
      const isLookup = !keys.knows(keyId);
      if (isLookup) await takeLookup(caller, 0);
      const key = await keys.get(keyId);
      if (isLookup && key === null) await takeLookup(caller);
      if (key === null || !timingSafeEqual(Buffer.from(key.hash), Buffer.from(hashOfKey(given)))) return null;
      touch(key.keyId);
      return { id: key.keyId, name: key.name, role: key.role };
    },
    async holderById(keyId) {
      if (keyId === bootstrap.name) return bootstrap.key === undefined ? null : bootstrapHolder;
      const key = await keys.get(keyId);
      if (key === null) return null;
      touch(keyId);
      return { id: keyId, name: key.name, role: key.role };
    },
    forget: (keyId) => keys.forget(keyId),
  };
}
