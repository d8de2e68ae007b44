import { sql } from 'drizzle-orm';
import { connectServer } from './connect.ts';
import { rows } from './database.ts';

/** Name and version of the PostgreSQL server; changes nothing there. Throws when it does not answer. */
export async function probeDatabase(databaseUrl: string): Promise<string> {
  const { db, product, close } = connectServer({ databaseUrl, poolMax: 1 });
  try {
    const [row] = await rows<{ server_version: string }>(db, sql`show server_version`);
    return `${product} ${row?.server_version}`;
  } finally {
    await close();
  }
}
