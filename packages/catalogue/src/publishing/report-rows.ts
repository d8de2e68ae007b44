import type { ReportResult } from '@nianbao/contracts';
import { sql } from 'drizzle-orm';
import { type Database, json } from '../database/database.ts';

/**
 * Writes the report's figures, indicators, parts, findings and prints: one statement with one parameter, however many rows, because each
 * statement takes about a millisecond of the embedded database. `clear` when the document had a report before.
 */
export async function replaceReportRows(
  db: Database,
  report: ReportResult,
  { clear }: { clear: boolean },
): Promise<void> {
  const { documentId, quantities, indicators, parts, findings, prints = [] } = report;
  // A statement of its own: within one, the insert would still see the rows its own delete takes away.
  if (clear)
    await db.execute(sql`with
      q as (delete from quantities where document_id = ${documentId}),
      i as (delete from indicators where document_id = ${documentId}),
      p as (delete from parts where document_id = ${documentId}),
      f as (delete from prints where document_id = ${documentId})
      delete from findings where document_id = ${documentId}`);
  await db.execute(sql`with input as materialized (
      select ${documentId}::text as document_id, ${json({ quantities, indicators, parts, findings, prints })} as body
    ), q as (
      insert into quantities (document_id, ordinal, quantity_id, value, upper, unit, quote, start_offset, end_offset,
        page, approximation, bound, status, subject, section_id, relation)
      select document_id, n, id, value, upper, unit, quote, start, "end",
        page, approximation, bound, status, subject, "sectionId", relation
      from input, rows from (jsonb_to_recordset(body->'quantities') as (id text, value float8, upper float8, unit text,
        quote text, start int, "end" int, page int, approximation text, bound text, status text, subject text,
        "sectionId" text, relation jsonb)) with ordinality as x(id, value, upper, unit, quote, start, "end", page,
        approximation, bound, status, subject, "sectionId", relation, n)
    ), i as (
      insert into indicators (document_id, ordinal, key, value, unit, approximation, bound, status, quantity_ids, rule)
      select document_id, n, key, value, unit, approximation, bound, status, "quantityIds", rule
      from input, rows from (jsonb_to_recordset(body->'indicators') as (key text, value float8, unit text,
        approximation text, bound text, status text, "quantityIds" jsonb, rule text)) with ordinality
        as x(key, value, unit, approximation, bound, status, "quantityIds", rule, n)
    ), p as (
      insert into parts (document_id, ordinal, key, state, mandatory, evidence)
      select document_id, n, key, state, mandatory, nullif(evidence, 'null')
      from input, rows from (jsonb_to_recordset(body->'parts') as (key text, state text, mandatory boolean,
        evidence jsonb)) with ordinality as x(key, state, mandatory, evidence, n)
    ), f as (
      insert into prints (document_id, ordinal, print, start_offset, end_offset)
      select document_id, n, print, start, "end"
      from input, rows from (jsonb_to_recordset(body->'prints') as (print bigint, start int, "end" int))
        with ordinality as x(print, start, "end", n)
    )
    insert into findings (document_id, ordinal, code, severity, message, spans, basis)
    select document_id, n, code, severity, message, spans, basis
    from input, rows from (jsonb_to_recordset(body->'findings') as (code text, severity text, message jsonb,
      spans jsonb, basis jsonb)) with ordinality as x(code, severity, message, spans, basis, n)`);
}
