import type { ReportSort } from '@nianbao/contracts';
import { type SQL, sql } from 'drizzle-orm';
import { results, uploads } from './schema.ts';

/** What reports are ordered by: never null, so that a row of values can be compared with the page's last. */
export interface ReportSortKey {
  column: SQL;
  /** The same value as a parameter of the same type. Throws RangeError when it cannot be one. */
  parameter(value: string | number): SQL;
}

/** Texts are ordered by code point, which every database does alike. */
const columns: Record<Exclude<ReportSort, 'value'>, { kind: 'text' | 'number'; column: SQL }> = {
  uploaded: { kind: 'number', column: sql`(extract(epoch from ${uploads.uploadedAt}) * 1000)::float8` },
  year: { kind: 'number', column: sql`coalesce(${results.year}, 0)::float8` },
  place: { kind: 'text', column: sql`coalesce(${results.place}, '') collate "C"` },
  name: { kind: 'text', column: sql`${uploads.name} collate "C"` },
  figures: { kind: 'number', column: sql`coalesce(${results.quantities}, 0)::float8` },
  indicators: { kind: 'number', column: sql`coalesce(${results.indicators}, 0)::float8` },
  findings: { kind: 'number', column: sql`coalesce(${results.findings}, 0)::float8` },
};

/** `value` is the column of the indicator that is asked for. */
export function reportSortKey(sort: ReportSort, value: SQL): ReportSortKey {
  const { kind, column } =
    sort === 'value'
      ? { kind: 'number' as const, column: sql`coalesce(${value}, '-Infinity'::float8)` }
      : columns[sort];
  return {
    column,
    parameter(given) {
      if (kind === 'text') return sql`${String(given)}::text`;
      const number = given === '-Infinity' ? given : Number(given);
      if (Number.isNaN(number)) throw new RangeError('not a cursor of this catalogue');
      return sql`${number}::float8`;
    },
  };
}
