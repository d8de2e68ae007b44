import { RetryLaterError } from '@nianbao/contracts';
import { sql } from 'drizzle-orm';
import { type Database, rows } from './database/database.ts';

/** Asked again about this often; a rebuild takes minutes. */
const retryAfterMs = 10_000;

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
export async function refill<T>(db: Database, work: () => Promise<T>): Promise<T> {
  // In one transaction: whoever finds a table emptied finds the mark as well.
  const number = await db.transaction(async (tx) => {
    const [mark] = await rows<{ begun: number }>(
      tx,
      sql`update refills set begun = begun + 1 returning begun`,
    );
    await tx.execute(
      sql`truncate uploads, batches, documents, results, quantities, indicators, parts, findings, prints,
        report_search, report_texts`,
    );
    return mark?.begun ?? 0;
  });
  const done = await work();
  // When another one began meanwhile, that one has to end.
  await db.execute(sql`update refills set done = greatest(done, ${number}::int)`);
  return done;
}

/** The methods, which throw CatalogueRefillingError while, or if meanwhile, the tables are refilled. */
export function whileComplete<T extends object>(db: Database, methods: T): T {
  const guarded = Object.entries(methods).map(
    ([name, method]: [string, (...args: never[]) => Promise<unknown>]) => [
      name,
      async (...args: never[]) => {
        const before = await completeRefill(db);
        const answer = await method(...args);
        if ((await completeRefill(db)) !== before) throw new CatalogueRefillingError();
        return answer;
      },
    ],
  );
  return Object.fromEntries(guarded) as T;
}

/** The number of the last refill, which is complete. */
async function completeRefill(db: Database): Promise<number> {
  const [mark] = await rows<{ begun: number; done: number }>(db, sql`select begun, done from refills`);
  if (mark === undefined || mark.begun > mark.done) throw new CatalogueRefillingError();
  return mark.begun;
}
