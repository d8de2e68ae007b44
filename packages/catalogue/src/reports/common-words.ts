import { sql } from 'drizzle-orm';
import { type Database, rows } from '../database/database.ts';
import { holdsPairs } from './report-conditions.ts';

interface Known {
  common: Promise<boolean>;
  until: number;
}

/** Reports with a word, from which on reading in order until a page is full is quicker than sorting all that have it. */
const commonFrom = 4_000;
/** How common a word is changes slowly, and only the way to the answer hangs on it, never the answer. */
const knownMs = 60_000;
const maxKnown = 1_000;

const knownBy = new WeakMap<Database, Map<string, Known>>();

/** Whether thousands of texts hold every pair of letters of these words. Asked of the database once a minute. */
export function isCommon(db: Database, words: readonly string[]): Promise<boolean> {
  const known = knownBy.get(db) ?? new Map<string, Known>();
  knownBy.set(db, known);
  const key = words.join(' ');
  const now = performance.now();
  const before = known.get(key);
  if (before && before.until > now) return before.common;
  const common = ask(db, words);
  common.catch(() => known.delete(key));
  if (known.size >= maxKnown) known.clear();
  known.set(key, { common, until: now + knownMs });
  return common;
}

async function ask(db: Database, words: readonly string[]): Promise<boolean> {
  const [found] = await rows<{ total: number }>(
    db,
    sql`select count(*)::int as total from (
      select 1 from report_texts x where ${holdsPairs(words)} limit ${commonFrom}) as f`,
  );
  return (found?.total ?? 0) >= commonFrom;
}
