import { type SQL, sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/** A server's pool, an in-process database, or a transaction on either. */
export type Database = PgDatabase<PgQueryResultHKT>;

/** An open database and what it takes to let it go. */
export interface Connection {
  db: Database;
  /** Shown by `check`, e.g. `PGlite` or `PostgreSQL`. */
  product: string;
  close(): Promise<void>;
}

/** Runs a hand-written statement. `T` names its columns as both drivers return them: text, numbers, booleans, parsed json. */
export async function rows<T>(db: Database, query: SQL): Promise<T[]> {
  const answer: unknown = await db.execute(query);
  return (answer as { rows: T[] }).rows;
}

/** JSON of NUL or of half a surrogate pair; or of a text that reads like it, which does no harm. */
const unstorable = /\\u(?:0000|d[89a-f])/;

/**
 * A value as one jsonb parameter. A thousand rows are one parameter and one statement.
 * PostgreSQL's text holds neither NUL nor half a surrogate pair, and text out of damaged files has both: they become U+FFFD.
 */
export function json(value: unknown): SQL {
  const text = JSON.stringify(value);
  // Looking at every value takes several times as long as writing them, and hardly any has what must not be there.
  return sql`${unstorable.test(text) ? JSON.stringify(value, storable) : text}::jsonb`;
}

/** A list of texts as one array parameter, for `= any(…)`. */
export function textArray(values: readonly string[]): SQL {
  return sql`${sql.param(values.map(storableText))}::text[]`;
}

/** The text with what PostgreSQL cannot hold replaced by U+FFFD. */
export function storableText(value: string): string {
  return value.toWellFormed().replaceAll('\0', '\uFFFD');
}

function storable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? storableText(value) : value;
}
