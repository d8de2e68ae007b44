import { and, eq, gt, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { sessions } from '../schema-access.ts';
import type { AccessRecords } from './access-records.ts';
import { createApiKeys } from './api-keys.ts';
import { createAuditLog } from './audit-log.ts';
import { createIdempotentCalls } from './idempotent-calls.ts';

export function createAccessRecords(db: Database): AccessRecords {
  return {
    ...createApiKeys(db),
    ...createAuditLog(db),
    ...createIdempotentCalls(db),
    async addSession(tokenHash, keyId, expiresAt) {
      await db.insert(sessions).values({ tokenHash, keyId, expiresAt });
    },
    async sessionKey(tokenHash) {
      const [session] = await db
        .select({ keyId: sessions.keyId })
        .from(sessions)
        .where(and(eq(sessions.tokenHash, tokenHash), gt(sessions.expiresAt, sql`now()`)));
      return session?.keyId ?? null;
    },
    async endSession(tokenHash) {
      await db.delete(sessions).where(eq(sessions.tokenHash, tokenHash));
    },
    async forgetExpired() {
      await db.execute(sql`delete from sessions where expires_at < now()`);
      await db.execute(sql`delete from idempotent_calls where claimed_at < now() - interval '1 day'`);
    },
  };
}
