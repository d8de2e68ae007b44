import type { CrossSpan, Sha256 } from '@nianbao/contracts';
import { sql } from 'drizzle-orm';
import { type Database, rows, textArray } from '../database/database.ts';

/** The one value a report gives for an indicator, with the figures it rests on. */
export interface ComparedIndicator {
  documentId: Sha256;
  key: string;
  value: number;
  unit: string;
  /** With an approximation (余, 约) or a bound. */
  vague: boolean;
  subject: string;
  spans: CrossSpan[];
}

/** Reported values of both documents. An indicator with several values in one of them cannot be compared and is left out. */
export async function comparedIndicators(
  db: Database,
  here: Sha256,
  there: Sha256,
): Promise<[ComparedIndicator, ComparedIndicator][]> {
  const found = await rows<ComparedIndicator>(
    db,
    sql`select i.document_id as "documentId", i.key, i.value, i.unit,
        (i.approximation is not null or i.bound is not null) as vague, q.subject, q.spans
      from indicators i cross join lateral (
        select coalesce(min(subject), '') as subject, coalesce(jsonb_agg(jsonb_build_object('start', start_offset,
          'end', end_offset, 'quote', quote) order by ordinal), '[]') as spans
        from quantities where document_id = i.document_id and i.quantity_ids ? quantity_id
      ) q
      where i.document_id = any(${textArray([here, there])}) and i.status = 'reported'
      order by i.ordinal`,
  );
  const single = (documentId: Sha256) => {
    const own = found.filter((each) => each.documentId === documentId);
    return own.filter(({ key }) => own.filter((each) => each.key === key).length === 1);
  };
  const earlier = new Map(single(there).map((each) => [each.key, each]));
  return single(here).flatMap((each) => {
    const other = earlier.get(each.key);
    return other && other.unit === each.unit ? [[each, other] as [ComparedIndicator, ComparedIndicator]] : [];
  });
}
