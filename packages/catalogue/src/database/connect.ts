import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Connection } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { prepareStatements } from './prepare-statements.ts';
import { type EmbeddedOptions, startEmbedded } from './start-embedded.ts';

export interface ServerOptions {
  databaseUrl: string;
  /** Connections. Default 10. */
  poolMax?: number;
  /** Default 30,000 ms; 0 for none. */
  statementTimeoutMs?: number;
  /** An idle connection broke. The pool replaces it; this is for the log. */
  onConnectionError?: (error: Error) => void;
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

export async function connectEmbedded(options: EmbeddedOptions): Promise<Connection> {
  const { pgliteDir } = options;
  const unlock = pgliteDir.startsWith('memory://') ? async () => {} : await lockFolder(pgliteDir);
  try {
    const server = await startEmbedded(options);
    const pool = new pg.Pool({
      stream: () => server.connect(),
      user: 'postgres',
      database: 'postgres',
      max: 1,
      idleTimeoutMillis: 0,
      allowExitOnIdle: true,
    });
    pool.on('connect', prepareStatements);
    pool.on('error', () => {}); // told to whoever asks next
    const close = async () => {
      await pool.end();
      await server.stop();
      await unlock();
    };
    return { db: drizzle(pool), product: 'PGlite', close };
  } catch (error) {
    await unlock();
    throw error;
  }
}
