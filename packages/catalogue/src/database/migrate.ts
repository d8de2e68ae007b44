import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { createViews } from '../views/create-views.ts';
import { type Database, rows } from './database.ts';

const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Any number will do, as long as every version of this program uses the same. */
const lockKey = 0x6e69616e;

/**
 * Brings the schema up to date, in one transaction under an advisory lock: of several processes that start at once one migrates, the
 * others wait and find nothing to do. A database newer than this program is left as it is, so that a rolling deploy works.
 * Returns how many migrations the database has.
 */
export async function migrate(db: Database): Promise<number> {
  const known = readMigrationFiles({ migrationsFolder });
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${lockKey})`);
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(sql`create table if not exists catalogue_migrations
      (number integer primary key, hash text not null, applied_at timestamptz not null default now())`);
    const applied = await countMigrations(tx);
    for (const [number, migration] of known.entries()) {
      if (number < applied) continue;
      for (const statement of migration.sql) await tx.execute(sql.raw(statement));
      await tx.execute(
        sql`insert into catalogue_migrations (number, hash) values (${number}, ${migration.hash})`,
      );
    }
    if (applied <= known.length) await createViews(tx);
    return Math.max(applied, known.length);
  });
}

export async function countMigrations(db: Database): Promise<number> {
  const [row] = await rows<{ count: number }>(
    db,
    sql`select count(*)::int as count from catalogue_migrations`,
  );
  return row?.count ?? 0;
}
