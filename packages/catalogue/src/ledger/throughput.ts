import type { BatchId, ThroughputResponse } from '@nianbao/contracts';
import { sql } from 'drizzle-orm';
import { type Database, rows } from '../database/database.ts';

interface Minute {
  /** Milliseconds. */
  at: number;
  finished: number;
  failed: number;
}

/** See OperatorViews.throughput. */
export async function throughput(
  db: Database,
  minutes: number,
  batch?: BatchId,
): Promise<ThroughputResponse['minutes']> {
  const found = await rows<Minute>(
    db,
    sql`with minute as (
      select generate_series(
        date_trunc('minute', now()) - ${minutes - 1}::int * interval '1 minute', now(), interval '1 minute') as at
    ), done as (
      select date_trunc('minute', finished_at) as at, count(*)::int as finished,
        (count(*) filter (where state = 'failed'))::int as failed
      from uploads
      where finished_at >= date_trunc('minute', now()) - ${minutes - 1}::int * interval '1 minute'
        and (${batch ?? null}::text is null or batch_id = ${batch ?? null}::text)
      group by 1
    )
    select (extract(epoch from minute.at) * 1000)::float8 as at,
      coalesce(finished, 0) as finished, coalesce(failed, 0) as failed
    from minute left join done on done.at = minute.at order by minute.at`,
  );
  return found.map((minute) => ({ ...minute, at: new Date(minute.at).toISOString() }));
}
