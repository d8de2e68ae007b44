import type { ReportFilter, ReportSort } from '@nianbao/contracts';
import { type SQL, sql } from 'drizzle-orm';

/** What reports are ordered by: never null, so that a row of values can be compared with the page's last. */
export interface ReportSortKey {
  /** Of `report_search s`, as an index has it; with `byValue`, of `indicators i`. */
  column: SQL;
  /** The column as a cursor carries it: text or number. */
  sent: SQL;
  byValue: boolean;
  /** A cursor's key as a parameter of the column's type. Throws RangeError when it cannot be one. */
  parameter(key: string | number): SQL;
}

const columns: Record<Exclude<ReportSort, 'value'>, ReportSortKey> = {
  uploaded: {
    ...of(sql`s.uploaded_at`),
    // Milliseconds in the cursor.
    sent: sql`(extract(epoch from s.uploaded_at) * 1000)::float8`,
    // Date throws a RangeError of its own for what is no day of its calendar.
    parameter: (key) => sql`${new Date(numeric(key)).toISOString()}::timestamptz`,
  },
  year: integers(sql`s.year`),
  figures: integers(sql`s.figures`),
  indicators: integers(sql`s.indicators`),
  findings: integers(sql`s.findings`),
  // Texts are ordered by code point, which every database does alike.
  place: { ...of(sql`s.place collate "C"`), parameter: (key) => sql`${String(key)}::text` },
  name: { ...of(sql`s.name collate "C"`), parameter: (key) => sql`${String(key)}::text` },
};

/** Without an indicator there are no values to sort by, and the order is that of the ids. */
export function reportSortKey({ sort, indicator }: ReportFilter): ReportSortKey {
  if (sort !== 'value') return columns[sort];
  const parameter = (key: string | number) => sql`${numeric(key)}::float8`;
  if (indicator === undefined) return { ...of(sql`0::float8`), parameter };
  return { ...of(sql`i.value`), byValue: true, parameter };
}

function of(column: SQL) {
  return { column, sent: column, byValue: false };
}

function integers(column: SQL): ReportSortKey {
  return { ...of(column), parameter: (key) => sql`${integer(key)}::int` };
}

function integer(key: string | number): number {
  const number = numeric(key);
  if (Math.abs(number) > 2 ** 31 - 1) throw new RangeError('not a cursor of this catalogue');
  return Math.trunc(number);
}

function numeric(key: string | number): number {
  const number = Number(key);
  if (Number.isNaN(number)) throw new RangeError('not a cursor of this catalogue');
  return number;
}
