import type { Result } from '@nianbao/contracts';
import { type SQL, sql } from 'drizzle-orm';
import { json } from '../database/database.ts';
import { meetsFilter } from './meets-filter.ts';

/**
 * The insert that adds a delivery for every subscription the result meets, unless it is there already. The result's own row must be written
 * before. A result that comes late, after a newer one of its document was sent, is recorded as superseded and not sent.
 */
export function insertDeliveries(result: Result, resultKey: string, trace: string | undefined): SQL {
  const { documentId, resultId, publishedAt } = result;
  const at = sql`(${publishedAt}::timestamptz(3), ${resultId}::text)`;
  const codes = result.kind === 'report' ? result.findings.map(({ code }) => code) : [];
  const facts = {
    event: sql`r.event`,
    profile: sql`r.profile`,
    place: sql`r.place`,
    jurisdiction: sql`r.jurisdiction`,
    year: sql`r.year`,
    codes: json([...new Set(codes)]),
  };
  return sql`insert into deliveries
      (result_id, subscription, result_key, document_id, event, previous_result_id, published_at, trace, state)
    select ${resultId}, s.name, ${resultKey}, ${documentId}, r.event, r.previous, ${publishedAt}::timestamptz,
      ${trace ?? null}::text, case when exists (select 1 from deliveries n where n.document_id = ${documentId} and n.subscription = s.name
          and n.state in ('sent', 'delivered') and (n.published_at, n.result_id) > ${at})
        then 'superseded' else 'pending' end
    from subscriptions s, (${withOccasion(sql`results.result_id = ${resultId}`)}) r
    where ${meetsFilter(sql`s.filter`, facts)}
    on conflict (result_id, subscription) do nothing`;
}

/** Rows of `results` with the event each stands for, and the report before a revised one. */
export function withOccasion(condition: SQL): SQL {
  return sql`select results.*,
      case when kind = 'failure' then 'report.failed' when before.result_id is null then 'report.published'
        else 'report.revised' end as event,
      before.result_id as previous
    from results left join lateral (
      select b.result_id from results b
      where results.kind = 'report' and b.kind = 'report' and b.document_id = results.document_id
        and (b.published_at, b.result_id) < (results.published_at, results.result_id)
      order by b.published_at desc, b.result_id desc limit 1
    ) before on true
    where ${condition}`;
}
