import { type SQL, sql } from 'drizzle-orm';

/** Expressions for what filters look at; `codes` is a jsonb array of finding codes. */
export interface FilteredFacts {
  event: SQL;
  profile: SQL;
  place: SQL;
  jurisdiction: SQL;
  year: SQL;
  codes: SQL;
}

/** Whether the facts meet a SubscriptionFilter given as jsonb. One rule for what is published now and what is replayed. */
export function meetsFilter(filter: SQL, facts: FilteredFacts): SQL {
  const { event, profile, place, jurisdiction, year, codes } = facts;
  return sql`(
    (${filter}->'events' is null or ${filter}->'events' ? ${event})
    and (${filter}->'profiles' is null or ${filter}->'profiles' ? ${profile})
    and (${filter}->'place' is null
      or starts_with(${place}, ${filter}->>'place') or starts_with(${jurisdiction}, ${filter}->>'place'))
    and (${filter}->'yearFrom' is null or ${year} >= (${filter}->>'yearFrom')::int)
    and (${filter}->'yearTo' is null or ${year} <= (${filter}->>'yearTo')::int)
    and (${filter}->'findings' is null
      or exists (select 1 from jsonb_array_elements_text(${codes}) as c(code) where ${filter}->'findings' ? c.code))
  )`;
}
