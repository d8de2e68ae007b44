import type { CompletenessQuery, PlaceCompleteness } from '@nianbao/contracts';
import { sql } from 'drizzle-orm';
import { type Database, rows } from '../database/database.ts';
import { ofPlace } from '../reports/report-conditions.ts';

/** Days of the next year by which the report and its publication are due: 法治政府建设与责任落实督察工作规定 articles 24 and 25. */
const [reportDue, publicationDue] = ['03-01', '04-01'];

export function completeness(
  db: Database,
  { year, profile, within }: CompletenessQuery,
): Promise<PlaceCompleteness[]> {
  const due = (day: string) => sql`${`${year + 1}-${day}`}::date`;
  return rows<PlaceCompleteness>(
    db,
    sql`with filed as (
        select distinct on (r.place, r.year) r.place, r.year, d.document_id, r.issued_on, r.missing_parts, r.findings
        from report_search s
          join documents d on d.document_id = s.document_id
          join results r on r.result_id = d.report_id
        where r.profile = ${profile} and r.place <> '' and ${ofPlace(within)} and r.year is not null
        order by r.place, r.year, r.published_at desc
      )
      select p.place, f.document_id is not null as filed, f.document_id as "documentId", f.issued_on::text as "issuedOn",
        case when f.issued_on > ${due(publicationDue)} then 'after-1-april'
          when f.issued_on > ${due(reportDue)} then 'after-1-march'
          when f.issued_on is not null then 'no' end as late,
        coalesce(f.missing_parts, '[]') as "missingParts", coalesce(f.findings, 0) as findings
      from (select distinct place from filed) p
        left join filed f on f.place = p.place and f.year = ${year}::int
      order by f.document_id is null, jsonb_array_length(coalesce(f.missing_parts, '[]')),
        f.issued_on > ${due(reportDue)} nulls last, coalesce(f.findings, 0), p.place`,
  );
}
