import type { ApiKey } from '@nianbao/contracts';
import { and, desc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { type Database, storableText } from '../database/database.ts';
import { apiKeys, sessions } from '../schema-access.ts';
import type { AccessRecords } from './access-records.ts';

type Row = typeof apiKeys.$inferSelect;

export function createApiKeys(
  db: Database,
): Pick<AccessRecords, 'addKey' | 'keys' | 'activeKey' | 'revokeKey' | 'touchKey'> {
  return {
    async addKey(key) {
      const [row] = await db
        .insert(apiKeys)
        .values({ ...key, name: storableText(key.name), createdAt: new Date() })
        .returning();
      if (row === undefined) throw new Error('the key was not stored');
      return shown(row);
    },
    async keys() {
      return (await db.select().from(apiKeys).orderBy(desc(apiKeys.createdAt), apiKeys.keyId)).map(shown);
    },
    async activeKey(keyId) {
      const { name, role, hash } = apiKeys;
      const [key] = await db
        .select({ keyId: apiKeys.keyId, name, role, hash })
        .from(apiKeys)
        .where(
          and(
            eq(apiKeys.keyId, keyId),
            isNull(apiKeys.revokedAt),
            or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, sql`now()`)),
          ),
        );
      return key ?? null;
    },
    revokeKey: (keyId) =>
      db.transaction(async (tx) => {
        const [row] = await tx
          .update(apiKeys)
          .set({ revokedAt: sql`coalesce(${apiKeys.revokedAt}, now())` })
          .where(eq(apiKeys.keyId, keyId))
          .returning();
        await tx.delete(sessions).where(eq(sessions.keyId, keyId));
        return row === undefined ? null : shown(row);
      }),
    async touchKey(keyId) {
      await db.execute(sql`update api_keys set last_used_at = now()
        where key_id = ${keyId} and (last_used_at is null or last_used_at < now() - interval '1 minute')`);
    },
  };
}

function shown({ hash: _hash, createdAt, lastUsedAt, expiresAt, revokedAt, ...row }: Row): ApiKey {
  return {
    ...row,
    prefix: `nb_${row.keyId}_`,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}
