import type { Role } from '@nianbao/contracts';
import { bigint, index, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** Keys of the HTTP services. Of the key itself there is but its hash. */
export const apiKeys = pgTable('api_keys', {
  keyId: text('key_id').primaryKey(),
  name: text('name').notNull(),
  role: text('role').$type<Role>().notNull(),
  hash: text('hash').notNull(),
  createdAt: instant('created_at').notNull(),
  createdBy: text('created_by').notNull(),
  lastUsedAt: instant('last_used_at'),
  expiresAt: instant('expires_at'),
  revokedAt: instant('revoked_at'),
});

/** Who is signed in to the console's page. */
export const sessions = pgTable(
  'sessions',
  {
    tokenHash: text('token_hash').primaryKey(),
    keyId: text('key_id').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [index('sessions_expiry').on(t.expiresAt)],
);

/** Who did what. Entries with the same `fold` are one, with their count. */
export const audit = pgTable(
  'audit',
  {
    auditId: bigint('audit_id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant('at').notNull(),
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    role: text('role').$type<Role>().notNull(),
    action: text('action').notNull(),
    target: text('target'),
    status: integer('status').notNull(),
    detail: jsonb('detail'),
    fold: text('fold').unique(),
    count: integer('count').notNull().default(1),
  },
  (t) => [index('audit_newest').on(t.at.desc(), t.auditId.desc())],
);

/** Answers to calls with an idempotency key; no status while the call runs. */
export const idempotentCalls = pgTable(
  'idempotent_calls',
  {
    keyHash: text('key_hash').primaryKey(),
    requestHash: text('request_hash').notNull(),
    claimedAt: instant('claimed_at').notNull(),
    status: integer('status'),
    /** Null for an answer that is shown but once. */
    body: text('body'),
  },
  (t) => [index('idempotent_calls_age').on(t.claimedAt)],
);
