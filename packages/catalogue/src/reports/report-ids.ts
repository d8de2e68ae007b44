import type { BatchId, ReportFilter, ReportPage, Sha256 } from '@nianbao/contracts';
import { type SQL, sql } from 'drizzle-orm';
import { type Database, rows, textArray } from '../database/database.ts';
import { isCommon } from './common-words.ts';
import {
  holdsPairs,
  holdsWords,
  indicatorConditions,
  reportConditions,
  searchedWords,
} from './report-conditions.ts';
import { decodeSortCursor } from './report-cursor.ts';
import { type ReportSortKey, reportSortKey } from './report-sort.ts';

/** Where a report stands in the order asked for. */
export interface ReportPosition {
  id: Sha256;
  key: string | number;
}

/** No more are counted: it would take longer than the page. */
const countedUpTo = 1_000;
/** Up to here, reports that hold a long word's pairs are looked through for the word itself when they are counted. */
const countedExactly = 500;

/**
 * The next `limit` published reports that meet the filter, in its order, after the cursor. Throws RangeError for a cursor that is not one
 * of ours. Words of the text are looked up by their pairs of letters in the index; only the reports of this page are read for the rest.
 */
export async function findReports(
  db: Database,
  filter: ReportFilter,
  cursor: string | undefined,
  limit: number,
): Promise<ReportPosition[]> {
  const words = searchedWords(filter.text);
  const texts = await textConditions(db, filter, words);
  const found: ReportPosition[] = [];
  let after = cursor === undefined ? undefined : positionOf(cursor, filter);
  for (;;) {
    const page = await positions(db, filter, texts?.inOrder, after, limit);
    const holding = await withWords(db, words, page);
    found.push(...holding);
    after = page.at(-1);
    if (page.length < limit || found.length >= limit) return found.slice(0, limit);
  }
}

/** How many there are; see `ReportPage`. */
export async function countReports(
  db: Database,
  filter: ReportFilter,
): Promise<Pick<ReportPage, 'total' | 'totalIsBound'>> {
  const words = searchedWords(filter.text);
  if (words.length === 0 && reportConditions({ ...filter, batch: undefined }).length === 1)
    return { total: await countPublished(db, filter.batch) };
  const texts = await textConditions(db, filter, words);
  const total = await countUpTo(db, filter, texts?.counted);
  if (total > countedUpTo) return { total: countedUpTo, totalIsBound: true };
  if (total > countedExactly || holdsWords(words) === null) return { total };
  const holding = await withWords(
    db,
    words,
    await positions(db, filter, texts?.inOrder, undefined, countedExactly),
  );
  return { total: holding.length };
}

async function countUpTo(db: Database, filter: ReportFilter, text: SQL | undefined): Promise<number> {
  const [counted] = await rows<{ total: number }>(
    db,
    sql`select count(*)::int as total from (
      select 1 from report_search s where ${conditions(filter, text)} limit ${countedUpTo + 1}) as f`,
  );
  return counted?.total ?? 0;
}

/** What the accounts say: a published upload is the owner of a document with a report. */
async function countPublished(db: Database, batch: BatchId | undefined): Promise<number> {
  const [counted] = await rows<{ total: number }>(
    db,
    sql`select coalesce(sum(published), 0)::int as total from batch_accounts
      where ${batch === undefined ? sql`true` : sql`batch_id = ${batch}`}`,
  );
  return counted?.total ?? 0;
}

function positions(
  db: Database,
  filter: ReportFilter,
  text: SQL | undefined,
  after: ReportPosition | undefined,
  limit: number,
): Promise<ReportPosition[]> {
  const key = reportSortKey(filter);
  const direction = sql.raw(filter.order);
  const beyond = sql.raw(filter.order === 'asc' ? '>' : '<');
  // By value, the page is read from the indicator's own index: looking its reports up once more would cost more than the page.
  const where = [conditions(key.byValue ? { ...filter, indicator: undefined } : filter, text)];
  if (key.byValue) where.push(firstValue(filter));
  if (after)
    where.push(sql`(${key.column}, s.document_id) ${beyond} (${key.parameter(after.key)}, ${after.id})`);
  return rows<ReportPosition>(
    db,
    sql`select s.document_id as id, ${key.sent} as key
      from ${source(key)}
      where ${sql.join(where, sql` and `)}
      order by ${key.column} ${direction}, s.document_id ${direction}
      limit ${limit}`,
  );
}

function conditions(filter: ReportFilter, text: SQL | undefined): SQL {
  return sql.join([...reportConditions(filter), ...(text ? [text] : [])], sql` and `);
}

/**
 * The database cannot know how many texts hold a pair of letters, and takes it for rare. For a common word it is told what to do: a page
 * is read in its order, looking into each report until it is full; a count by more than the words looks every report up in the set of
 * those that hold them.
 */
async function textConditions(db: Database, filter: ReportFilter, words: readonly string[]) {
  if (words.length === 0) return undefined;
  const holding = sql`select x.document_id from report_texts x where ${holdsPairs(words)}`;
  const rare = sql`s.document_id in (${holding})`;
  if (!(await isCommon(db, words))) return { inOrder: rare, counted: rare };
  return {
    inOrder: sql`(select ${holdsPairs(words)} from report_texts x where x.document_id = s.document_id)`,
    counted: reportConditions(filter).length > 1 ? sql`(${rare}) is true` : rare,
  };
}

function source(key: ReportSortKey): SQL {
  return key.byValue
    ? sql`indicators i join report_search s on s.document_id = i.document_id`
    : sql`report_search s`;
}

/** A report that gives the indicator twice stands once in the order, by its first value within the bounds. */
function firstValue(filter: ReportFilter): SQL {
  return sql`${indicatorConditions(filter)} and not exists (select 1 from indicators e
    where e.document_id = s.document_id and e.ordinal < i.ordinal and ${indicatorConditions(filter, 'e')})`;
}

async function withWords(
  db: Database,
  words: readonly string[],
  page: readonly ReportPosition[],
): Promise<readonly ReportPosition[]> {
  const condition = holdsWords(words);
  if (condition === null || page.length === 0) return page;
  const ids = page.map((position) => position.id);
  const holding = await rows<{ id: Sha256 }>(
    db,
    sql`select x.document_id as id from report_texts x where x.document_id = any(${textArray(ids)}) and ${condition}`,
  );
  const holds = new Set(holding.map((row) => row.id));
  return page.filter((position) => holds.has(position.id));
}

function positionOf(cursor: string, { sort, order }: ReportFilter): ReportPosition {
  const position = decodeSortCursor(cursor);
  if (position.sort !== sort || position.order !== order)
    throw new RangeError('the cursor is of another order');
  return position;
}
