import { z } from 'zod';

/** SHA-256 as 64 lower-case hex digits. A document's id is the SHA-256 of its uploaded bytes. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export type Sha256 = z.infer<typeof Sha256>;

/** 32 lower-case hex digits naming one stage's work on one document: SHA-256 over stage version, profile version and input fingerprint, cut to 128 bits. */
export const Fingerprint = z.string().regex(/^[0-9a-f]{32}$/);
export type Fingerprint = z.infer<typeof Fingerprint>;

/** A batch's id is its name: 1–120 characters, no slash, no control characters, not '.' or '..'. It is the first folder under `incoming/`. */
export const BatchId = z
  .string()
  .min(1)
  .max(120)
  .regex(/^(?!\.{1,2}$)[^/\\\p{Cc}]+$/u);
export type BatchId = z.infer<typeof BatchId>;
