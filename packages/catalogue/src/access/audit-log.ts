import type { AuditPage, AuditQuery } from '@nianbao/contracts';
import { and, desc, eq, gte, lt, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Database, json, rows, storableText } from '../database/database.ts';
import { audit } from '../schema-access.ts';
import type { AccessRecords } from './access-records.ts';

const Cursor = z.tuple([z.int().min(0).max(8.64e15), z.int().min(0)]);

export function createAuditLog(db: Database): Pick<AccessRecords, 'addAuditEntry' | 'audit' | 'pruneAudit'> {
  return {
    async addAuditEntry({ detail, target, actorName, ...entry }) {
      await db
        .insert(audit)
        .values({
          ...entry,
          actorName: storableText(actorName),
          target: target === null ? null : storableText(target),
          detail: detail === null || detail === undefined ? null : json(detail),
          at: new Date(),
        })
        .onConflictDoUpdate({
          target: audit.fold,
          set: { at: sql`excluded.at`, count: sql`${audit.count} + 1` },
        });
    },
    audit: (query) => auditPage(db, query),
    async pruneAudit(days) {
      const old = sql`now() - ${days}::int * interval '1 day'`;
      return (await rows(db, sql`delete from ${audit} where ${audit.at} < ${old} returning 1`)).length;
    },
  };
}

async function auditPage(db: Database, query: AuditQuery): Promise<AuditPage> {
  const { actor, action, from, to, cursor, limit } = query;
  const found = await db
    .select()
    .from(audit)
    .where(
      and(
        actor === undefined ? undefined : or(eq(audit.actorId, actor), eq(audit.actorName, actor)),
        action === undefined ? undefined : eq(audit.action, action),
        from === undefined ? undefined : gte(audit.at, new Date(from)),
        to === undefined ? undefined : lt(audit.at, new Date(to)),
        cursor === undefined ? undefined : before(cursor),
      ),
    )
    .orderBy(desc(audit.at), desc(audit.auditId))
    .limit(limit + 1);
  const entries = found.slice(0, limit);
  const last = entries.at(-1);
  return {
    entries: entries.map(({ fold: _fold, at, ...entry }) => ({ ...entry, at: at.toISOString() })),
    nextCursor: found.length > limit && last ? encode([last.at.getTime(), last.auditId]) : null,
  };
}

/** A row comparison, so that the index is used. */
function before(cursor: string): SQL {
  const [at, auditId] = decode(cursor);
  return sql`(${audit.at}, ${audit.auditId}) < (${new Date(at).toISOString()}::timestamptz, ${auditId})`;
}

function encode(position: z.infer<typeof Cursor>): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function decode(text: string): z.infer<typeof Cursor> {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch (cause) {
    throw new RangeError('not a cursor of this audit', { cause });
  }
}
