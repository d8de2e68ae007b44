import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { createEmbedded } from './create-embedded.ts';
import type { Connection } from './database.ts';
import { lockFolder } from './folder-lock.ts';

export interface ServerOptions {
  databaseUrl: string;
  /** Connections. Default 10. */
  poolMax?: number;
  /** Default 30,000 ms; 0 for none. */
  statementTimeoutMs?: number;
  /** An idle connection broke. The pool replaces it; this is for the log. */
  onConnectionError?: (error: Error) => void;
}

export interface EmbeddedOptions {
  /** Folder of an embedded PostgreSQL (PGlite), for one process at a time; `memory://` for none. */
  pgliteDir: string;
  /** Where the dump of an empty database is kept, from which new ones are made faster. Must belong to the user alone. */
  seedDir?: string;
}

/** Milliseconds to wait for a connection, from the server or from the pool. */
const connectTimeoutMs = 5_000;

export function connectServer(options: ServerOptions): Connection {
  const timeout = options.statementTimeoutMs ?? 30_000;
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: options.poolMax ?? 10,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    application_name: 'nianbao',
    ...(timeout > 0 && { statement_timeout: timeout, idle_in_transaction_session_timeout: timeout }),
  });
  // Without a listener, a server restart would end the process.
  pool.on('error', (error) => options.onConnectionError?.(error));
  return { db: drizzle(pool), product: 'PostgreSQL', close: () => pool.end() };
}

export async function connectEmbedded({ pgliteDir, seedDir }: EmbeddedOptions): Promise<Connection> {
  const unlock = pgliteDir.startsWith('memory://') ? async () => {} : await lockFolder(pgliteDir);
  try {
    const client = await createEmbedded(pgliteDir, seedDir);
    const embedded = await import('drizzle-orm/pglite');
    const close = async () => {
      await client.close();
      await unlock();
    };
    return { db: embedded.drizzle(client), product: 'PGlite', close };
  } catch (error) {
    await unlock();
    throw error;
  }
}
