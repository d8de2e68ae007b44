import { setTimeout as sleep } from 'node:timers/promises';
import { RetryLaterError } from '@nianbao/contracts';
import { sql } from 'drizzle-orm';
import { type Database, rows } from './database/database.ts';

/** Asked again about this often; a rebuild takes minutes. */
const retryAfterMs = 10_000;
/** A question for every call would cost more than many calls. */
export const defaultLeaseMs = 1_000;
/** From the mark to the emptying, in leases: every process has asked again by then. */
const noticeLeases = 2;

/**
 * The catalogue is being read back from the object store, or was and broke off: what it holds is a part. Nobody is answered from it and
 * nothing is written until a rebuild has come to its end.
 */
export class CatalogueRefillingError extends RetryLaterError {
  constructor() {
    const detail = 'the catalogue is being rebuilt; if that broke off, run `nianbao rebuild` again';
    super('DATABASE_UNAVAILABLE', { afterMs: retryAfterMs, detail });
  }
}

/**
 * Empties all that can be read back from the object store, has it filled by `work` and returns what that returns. Until then, and when it
 * throws until the next one, methods wrapped by {@link whileComplete} and the analysts' views refuse, in every process.
 */
export async function refill<T>(db: Database, leaseMs: number, work: () => Promise<T>): Promise<T> {
  const [mark] = await rows<{ begun: number }>(db, sql`update refills set begun = begun + 1 returning begun`);
  const number = mark?.begun ?? 0;
  await sleep(noticeLeases * leaseMs);
  await db.execute(
    sql`truncate uploads, batches, documents, results, quantities, indicators, parts, findings, prints,
      report_search, report_texts`,
  );
  const done = await work();
  // When another one began meanwhile, that one has to end.
  await db.execute(sql`update refills set done = greatest(done, ${number}::int)`);
  return done;
}

/**
 * The methods, which throw CatalogueRefillingError while, or if meanwhile, the tables are refilled. A call that ends while the last
 * answer to that question holds has ended before anything was emptied; one that ends later asks again.
 */
export function whileComplete<T extends object>(db: Database, leaseMs: number, methods: T): T {
  const completeRefill = leased(leaseMs, () => askCompleteRefill(db));
  const guarded = Object.entries(methods).map(
    ([name, method]: [string, (...args: never[]) => Promise<unknown>]) => [
      name,
      async (...args: never[]) => {
        const before = await completeRefill();
        const answer = await method(...args).catch(async (error: unknown) => {
          // Views refuse as soon as the mark is set.
          await askCompleteRefill(db);
          throw error;
        });
        if ((await completeRefill()) !== before) throw new CatalogueRefillingError();
        return answer;
      },
    ],
  );
  return Object.fromEntries(guarded) as T;
}

/** What `ask` gives, for `leaseMs` from when it was asked: whoever comes meanwhile waits for the same answer. */
function leased(leaseMs: number, ask: () => Promise<number>): () => Promise<number> {
  let held = { answer: Promise.resolve(0), until: Number.NEGATIVE_INFINITY };
  return () => {
    const askedAt = performance.now();
    if (askedAt < held.until) return held.answer;
    const asked = { answer: ask(), until: askedAt + leaseMs };
    held = asked;
    // A refusal is asked about again at once.
    asked.answer.catch(() => {
      asked.until = Number.NEGATIVE_INFINITY;
    });
    return asked.answer;
  };
}

/** The number of the last refill, which is complete. */
async function askCompleteRefill(db: Database): Promise<number> {
  const [mark] = await rows<{ begun: number; done: number }>(db, sql`select begun, done from refills`);
  if (mark === undefined || mark.begun > mark.done) throw new CatalogueRefillingError();
  return mark.begun;
}
