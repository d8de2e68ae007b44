import { createHash, randomBytes } from 'node:crypto';
import type { KeyId } from '@nianbao/contracts';
import type { z } from 'zod';

interface NewApiKey {
  keyId: z.infer<typeof KeyId>;
  /** The whole key, `nb_<keyId>_<secret>`: shown once, kept nowhere. */
  secret: string;
  hash: string;
}

/** 256 bits: far beyond guessing, so that one fast hash protects them at rest as well as a slow one would. */
const secretBytes = 32;
const form = /^nb_([0-9a-f]{12})_[\w-]{43}$/;

/** A new random key. */
export function makeApiKey(): NewApiKey {
  const keyId = randomBytes(6).toString('hex');
  const secret = `nb_${keyId}_${randomBytes(secretBytes).toString('base64url')}`;
  return { keyId, secret, hash: hashOfKey(secret) };
}

/** The id in a key; null when the text has not the form of one. */
export function keyIdIn(key: string): string | null {
  return form.exec(key)?.[1] ?? null;
}

/** SHA-256 of the whole key, as hex. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
