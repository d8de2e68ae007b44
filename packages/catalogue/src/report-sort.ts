import type { ReportSort } from '@nianbao/contracts';
import { type SQL, sql } from 'drizzle-orm';
import { results, uploads } from './schema.ts';

/** What reports are ordered by: never null, so that a row of values can be compared with the page's last. */
export interface ReportSortKey {
  column: SQL;
  /** The column as a cursor carries it: text or number. */
  sent: SQL;
  /** A cursor's key as a parameter of the column's type. Throws RangeError when it cannot be one. */
  parameter(key: string | number): SQL;
}

/** Texts are ordered by code point, which every database does alike. */
const columns: Record<Exclude<ReportSort, 'value' | 'uploaded'>, { kind: 'text' | 'number'; column: SQL }> = {
  year: { kind: 'number', column: sql`coalesce(${results.year}, 0)::float8` },
  place: { kind: 'text', column: sql`coalesce(${results.place}, '') collate "C"` },
  name: { kind: 'text', column: sql`${uploads.name} collate "C"` },
  figures: { kind: 'number', column: sql`coalesce(${results.quantities}, 0)::float8` },
  indicators: { kind: 'number', column: sql`coalesce(${results.indicators}, 0)::float8` },
  findings: { kind: 'number', column: sql`coalesce(${results.findings}, 0)::float8` },
};

/** `value` is the column of the indicator that is asked for. */
export function reportSortKey(sort: ReportSort, value: SQL): ReportSortKey {
  if (sort === 'uploaded') return newest;
  const { kind, column } =
    sort === 'value'
      ? { kind: 'number' as const, column: sql`coalesce(${value}, '-Infinity'::float8)` }
      : columns[sort];
  return {
    column,
    sent: column,
    parameter: (key) => (kind === 'text' ? sql`${String(key)}::text` : sql`${numeric(key)}::float8`),
  };
}

/** The bare column, which has an index; milliseconds in the cursor. */
const newest: ReportSortKey = {
  column: sql`${uploads.uploadedAt}`,
  sent: sql`(extract(epoch from ${uploads.uploadedAt}) * 1000)::float8`,
  // Date throws a RangeError of its own for what is no day of its calendar.
  parameter: (key) => sql`${new Date(numeric(key)).toISOString()}::timestamptz`,
};

function numeric(key: string | number): number {
  const number = Number(key);
  if (Number.isNaN(number)) throw new RangeError('not a cursor of this catalogue');
  return number;
}
