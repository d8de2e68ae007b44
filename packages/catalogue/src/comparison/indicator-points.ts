import { sql } from 'drizzle-orm';
import { type Database, rows } from '../database/database.ts';
import { ofPlace } from '../reports/report-conditions.ts';

export interface IndicatorPoint {
  place: string;
  year: number;
  value: number;
  unit: string;
  approximation: string | null;
  documentId: string;
}

export interface ComparablePoints {
  unit: string | null;
  /** Values in another unit. */
  leftOut: number;
  points: IndicatorPoint[];
}

export interface PointFilter {
  indicator: string;
  within?: string | undefined;
  years?: readonly [from: number, to: number];
}

/** Values that compare: reported ones in the unit that most give, one per place and year, ordered by both. */
export async function indicatorPoints(db: Database, filter: PointFilter): Promise<ComparablePoints> {
  const { indicator, within, years: [from, to] = [1949, 2200] } = filter;
  const all = await rows<IndicatorPoint>(
    db,
    sql`select distinct on (r.place, r.year) r.place, r.year, i.value, i.unit, i.approximation,
        d.document_id as "documentId"
      from report_search s
        join indicators i on i.document_id = s.document_id
        join documents d on d.document_id = s.document_id
        join results r on r.result_id = d.report_id
      where i.key = ${indicator} and i.status = 'reported' and r.place is not null
        and ${ofPlace(within)} and s.year between ${from}::int and ${to}::int
      order by r.place, r.year, r.published_at desc, i.ordinal`,
  );
  const unit = mostFrequent(all.map((point) => point.unit));
  const points = all.filter((point) => point.unit === unit);
  return { unit, leftOut: all.length - points.length, points };
}

function mostFrequent(words: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0] ?? null;
}
