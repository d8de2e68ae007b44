import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

export interface SecretBox {
  seal(text: string): string;
  /** Throws when it was sealed with another key, or altered. */
  open(sealed: string): string;
}

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts what lies in the database with AES-256-GCM. Without a key, texts are kept as they are; those sealed before then stay closed. */
export function createSecretBox(key: string | undefined): SecretBox {
  const derived =
    key === undefined ? null : Buffer.from(hkdfSync('sha256', key, '', 'nianbao signing secrets', 32));
  return {
    seal(text) {
      if (derived === null) return `plain:${text}`;
      const nonce = randomBytes(nonceBytes);
      const sealing = createCipheriv(cipher, derived, nonce);
      const body = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
      return `gcm1:${Buffer.concat([nonce, sealing.getAuthTag(), body]).toString('base64')}`;
    },
    open(sealed) {
      if (sealed.startsWith('plain:')) return sealed.slice('plain:'.length);
      if (derived === null)
        throw new Error('SECRETS_KEY is not set, and a signing secret is encrypted with it');
      const bytes = Buffer.from(sealed.slice('gcm1:'.length), 'base64');
      const opening = createDecipheriv(cipher, derived, bytes.subarray(0, nonceBytes));
      opening.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      return Buffer.concat([
        opening.update(bytes.subarray(nonceBytes + tagBytes)),
        opening.final(),
      ]).toString();
    },
  };
}
