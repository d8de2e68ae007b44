import { z } from 'zod';
import { roles } from './roles.ts';

/** {@link roles} */
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** Names a key: 12 random hex digits, no part of its secret. */
export const KeyId = z.string().regex(/^[0-9a-f]{12}$/);
const instant = z.iso.datetime();

/** A key as lists show it. `prefix` is how the key itself begins: `nb_<keyId>_`. */
export const ApiKey = z.object({
  keyId: KeyId,
  prefix: z.string(),
  name: z.string(),
  role: Role,
  createdAt: instant,
  createdBy: z.string(),
  /** To the minute. */
  lastUsedAt: instant.nullable(),
  expiresAt: instant.nullable(),
  revokedAt: instant.nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;
/** GET /api/keys — newest first, revoked ones too. */
export const ApiKeysResponse = z.object({ keys: z.array(ApiKey) });
export type ApiKeysResponse = z.infer<typeof ApiKeysResponse>;
/** POST /api/keys */
export const CreateKeyRequest = z.object({
  name: z.string().trim().min(1).max(100),
  role: Role,
  expiresAt: instant.optional(),
});
export type CreateKeyRequest = z.infer<typeof CreateKeyRequest>;
/** The answer to POST /api/keys. `secret` is the whole key, shown this once. */
export const CreatedKey = z.object({ key: ApiKey, secret: z.string() });
export type CreatedKey = z.infer<typeof CreatedKey>;

/** Who did what. `count` alike calls within an hour are one entry; `at` is the time of the last. */
export const AuditEntry = z.object({
  auditId: z.int(),
  at: instant,
  /** The key's id; `local` on a machine that asks for no key. */
  actorId: z.string(),
  actorName: z.string(),
  role: Role,
  /** The operation's id in the OpenAPI document, e.g. `retry-failures`. */
  action: z.string(),
  /** What it was done to, when it was one thing. */
  target: z.string().nullable(),
  /** HTTP status of the answer. */
  status: z.int(),
  /** What was asked, in short and without secrets. */
  detail: z.unknown(),
  count: z.int(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** GET /api/audit?actor=&action=&from=&to=&cursor=&limit= — newest first. `actor` is a key's id or name; `from` ≤ at < `to`. */
export const AuditQuery = z.object({
  actor: z.string().max(200).optional(),
  action: z.string().max(100).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type AuditQuery = z.infer<typeof AuditQuery>;
/** GET /api/audit/export?actor=&action=&from=&to=&format= — every entry that matches, newest first, as CSV or one JSON array. */
export const AuditExportQuery = AuditQuery.omit({ cursor: true, limit: true }).extend({
  format: z.enum(['csv', 'json']).default('csv'),
});
export type AuditExportQuery = z.infer<typeof AuditExportQuery>;
export const AuditPage = z.object({ entries: z.array(AuditEntry), nextCursor: z.string().nullable() });
export type AuditPage = z.infer<typeof AuditPage>;
