import type { ReportFilter } from '@nianbao/contracts';
import { type SQL, sql } from 'drizzle-orm';
import { storableText, textArray } from '../database/database.ts';
import { foldName, foldText, textPairs } from './text-pairs.ts';

/** The conditions of a filter on `report_search s`, all of which must hold. */
export function reportConditions(filter: ReportFilter): SQL[] {
  const { batch, place, name, title, year, profile, missing, finding } = filter;
  return [
    sql`s.published`,
    batch !== undefined && sql`s.batch_id = ${batch}`,
    place && holdsLetters(sql`s.place`, place),
    name && holdsLetters(sql`s.name`, name),
    title && holdsLetters(sql`s.title`, title),
    year !== undefined && sql`s.year = ${year}`,
    profile && sql`s.profile = ${profile}`,
    missing && sql`s.missing_parts @> ${textArray([missing])}`,
    finding && sql`s.finding_codes @> ${textArray([finding])}`,
    filter.indicator !== undefined &&
      sql`s.document_id in (select i.document_id from indicators i where ${indicatorConditions(filter)})`,
  ].filter((condition) => condition !== undefined && condition !== false && condition !== '');
}

/** On `indicators` under this alias: the indicator asked for, its value within the bounds. */
export function indicatorConditions(filter: ReportFilter, alias: 'i' | 'e' = 'i'): SQL {
  const { indicator, min, max, above, below } = filter;
  const row = sql.raw(alias);
  const bounds = [
    sql`${row}.key = ${indicator}`,
    min !== undefined && sql`${row}.value >= ${min}::float8`,
    max !== undefined && sql`${row}.value <= ${max}::float8`,
    above !== undefined && sql`${row}.value > ${above}::float8`,
    below !== undefined && sql`${row}.value < ${below}::float8`,
  ].filter((bound) => bound !== false);
  return sql.join(bounds, sql` and `);
}

/** Reports whose text holds every pair of letters of the words: quick, and all there is to a word of two letters. */
export function holdsPairs(words: readonly string[]): SQL {
  const pairs = [...new Set(words.flatMap(textPairs))];
  return sql`x.pairs @> ${sql.param(pairs)}::int4[]`;
}

/** The longer words, whose pairs may stand apart in a text. Null when there are none. */
export function holdsWords(words: readonly string[]): SQL | null {
  const long = words.filter((word) => word.length > 2);
  if (long.length === 0) return null;
  return sql.join(
    long.map((word) => sql`strpos(x.body, ${word}) > 0`),
    sql` and `,
  );
}

/** The words of a query, folded like the texts. */
export function searchedWords(query: string | undefined): string[] {
  return (query ?? '')
    .split(/\s+/)
    .map(foldText)
    .filter((word) => word.length > 1);
}

/** Reports of `report_search s` whose place has these words; without any, all. */
export function ofPlace(words: string | undefined): SQL {
  return words ? holdsLetters(sql`s.place`, words) : sql`true`;
}

/** A folded column of `report_search s` that has these words: reports that hold their pairs of letters are looked up and looked through. */
function holdsLetters(column: SQL, words: string): SQL {
  const folded = foldName(storableText(words));
  const like = sql`${column} like ${`%${folded.replaceAll(/[\\%_]/g, '\\$&')}%`}`;
  return folded.length < 2 ? like : sql`(s.pairs @> letter_pairs(${folded}) and ${like})`;
}
