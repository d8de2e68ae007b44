import { eq, sql } from 'drizzle-orm';
import { type Database, rows } from '../database/database.ts';
import { idempotentCalls } from '../schema-access.ts';
import type { AccessRecords, CallClaim } from './access-records.ts';

interface Row {
  requestHash: string;
  status: number | null;
  body: string | null;
}

export function createIdempotentCalls(
  db: Database,
): Pick<AccessRecords, 'claimCall' | 'answerCall' | 'releaseCall'> {
  return {
    claimCall: (keyHash, requestHash) => claimCall(db, keyHash, requestHash),
    async answerCall(keyHash, status, body) {
      await db.update(idempotentCalls).set({ status, body }).where(eq(idempotentCalls.keyHash, keyHash));
    },
    async releaseCall(keyHash) {
      await db.delete(idempotentCalls).where(eq(idempotentCalls.keyHash, keyHash));
    },
  };
}

/** Of several that ask at once, the insert lets one through: the others see its row. */
async function claimCall(db: Database, keyHash: string, requestHash: string): Promise<CallClaim> {
  const claimed = await rows(
    db,
    sql`insert into idempotent_calls as c (key_hash, request_hash, claimed_at) values (${keyHash}, ${requestHash}, now())
      on conflict (key_hash) do update
        set request_hash = excluded.request_hash, claimed_at = now(), status = null, body = null
        where c.claimed_at < now() - interval '1 day'
          or (c.status is null and c.claimed_at < now() - interval '5 minutes')
      returning key_hash`,
  );
  if (claimed.length > 0) return { state: 'new' };
  const [row] = await rows<Row>(
    db,
    sql`select request_hash as "requestHash", status, body from idempotent_calls where key_hash = ${keyHash}`,
  );
  // Released between the two statements: for the caller the same as not yet answered.
  if (row === undefined) return { state: 'running', requestHash };
  const { status, body } = row;
  return status === null
    ? { state: 'running', requestHash: row.requestHash }
    : { state: 'answered', requestHash: row.requestHash, status, body };
}
