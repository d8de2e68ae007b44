import type { ReportFilter, Sha256 } from '@nianbao/contracts';
import { sql } from 'drizzle-orm';
import { type Database, rows, textArray } from '../database/database.ts';
import { indicatorConditions } from './report-conditions.ts';

/** Of each document the first value of the indicator that is asked for and meets the bounds. */
export async function indicatorValues(db: Database, filter: ReportFilter, ids: readonly Sha256[]) {
  if (filter.indicator === undefined) return new Map<Sha256, { value: number; unit: string }>();
  const found = await rows<{ id: Sha256; value: number; unit: string }>(
    db,
    sql`select distinct on (i.document_id) i.document_id as id, i.value, i.unit from indicators i
      where i.document_id = any(${textArray(ids)}) and ${indicatorConditions(filter)}
      order by i.document_id, i.ordinal`,
  );
  return new Map(found.map(({ id, value, unit }) => [id, { value, unit }]));
}
