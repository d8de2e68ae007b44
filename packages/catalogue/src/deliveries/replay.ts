import type { ReplayRequest } from '@nianbao/contracts';
import { type SQL, sql } from 'drizzle-orm';
import { type Database, json, rows } from '../database/database.ts';
import { withOccasion } from './announce.ts';
import { meetsFilter } from './meets-filter.ts';

/** The newest report of its document, or a failure after that. */
const newestOfDocument = sql`exists (select 1 from documents d left join results n on n.result_id = d.report_id
  where d.document_id = results.document_id and (results.result_id = d.report_id
    or results.result_id = d.failure_id and (n.result_id is null or results.published_at > n.published_at)))`;

/**
 * Makes deliveries pending again, or anew where the subscription has none (any more), under the replay's own number: no key of an earlier
 * delivery comes again. Returns how many; null without such a subscription.
 */
export async function replay(db: Database, name: string, request: ReplayRequest): Promise<number | null> {
  const wanted = request.dead ? deadOrAfter(name) : newestOfDocument;
  const from = request.from ? sql`results.published_at >= ${request.from}::timestamptz` : sql`true`;
  const own = request.dead ? sql`true` : meets(sql`s.filter`);
  const asked = request.filter ? meets(json(request.filter)) : sql`true`;
  const [answer] = await rows<{ known: boolean; replayed: number }>(
    db,
    sql`with r as (${withOccasion(sql`${wanted} and ${from}`)}),
    s as (
      update subscriptions set replays = replays + 1 where name = ${name} returning name, filter, replays
    ), again as (
      insert into deliveries
        (result_id, subscription, result_key, document_id, event, previous_result_id, published_at, replay)
      select r.result_id, s.name, r.result_key, r.document_id, r.event, r.previous, r.published_at, s.replays
      from r, s where ${own} and ${asked}
      on conflict (result_id, subscription) do update set state = 'pending', replay = excluded.replay,
        created_at = now(), sent_at = null, sent_epoch = null, finished_at = null, error = null
        where deliveries.state not in ('pending', 'sent')
      returning 1
    )
    select exists (select 1 from s) as known,
      (select count(*)::int from again) as replayed`,
  );
  return answer?.known ? answer.replayed : null;
}

/** In the dead letters, or sent after one of its document that is: the newest must arrive last. */
function deadOrAfter(name: string): SQL {
  return sql`exists (select 1 from deliveries x, deliveries own
    where x.subscription = ${name} and x.state = 'dead' and x.document_id = results.document_id
      and own.subscription = ${name} and own.result_id = results.result_id and own.state in ('dead', 'delivered')
      and (x.published_at, x.result_id) <= (results.published_at, results.result_id))`;
}

function meets(filter: SQL): SQL {
  return meetsFilter(filter, {
    event: sql`r.event`,
    profile: sql`r.profile`,
    place: sql`r.place`,
    jurisdiction: sql`r.jurisdiction`,
    year: sql`r.year`,
    // The rows are those of the newest report, and only that is asked by them.
    codes: sql`(select coalesce(jsonb_agg(f.code), '[]') from findings f where f.document_id = r.document_id
      and r.kind = 'report')`,
  });
}
