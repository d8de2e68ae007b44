import { type ReportTableName, reportTable } from '@nianbao/contracts';

const newest = 'documents d join results r on r.result_id = d.report_id';
const whose = 'd.document_id, r.place, r.year';

/**
 * What each view selects: the newest report of every document, also while it is read again. The columns are those of the contracts'
 * `reportTables`, in that order and named there, and may only be added to.
 */
export const viewQueries: Record<ReportTableName, string> = {
  reports: `select ${whose.replace('r.year', 'r.jurisdiction, r.year')}, r.title, r.profile, r.issuer, r.issued_on,
      u.name, u.batch_id, u.format, u.bytes, r.quantities, r.indicators,
      array(select jsonb_array_elements_text(r.missing_parts)), r.findings, u.uploaded_at, r.published_at, r.result_id, r.result_key
    from ${newest} join uploads u on u.upload_id = d.owner_upload_id`,
  figures: `select ${whose}, q.ordinal, q.quantity_id, q.subject, q.value, q.upper, q.unit, q.approximation, q.bound, q.status,
      q.relation ->> 'type', array(select jsonb_array_elements_text(q.relation -> 'quantityIds')),
      q.section_id, q.page, q.quote, q.start_offset, q.end_offset
    from ${newest} join quantities q on q.document_id = d.document_id`,
  indicators_long: `select ${whose}, i.ordinal, i.key, i.value, i.unit, i.approximation, i.bound, i.status,
      array(select jsonb_array_elements_text(i.quantity_ids)), i.rule
    from ${newest} join indicators i on i.document_id = d.document_id`,
  indicators_wide: `select ${whose}, r.profile, w.*
    from ${newest} left join lateral (
      select ${wideColumns()}
      from (select distinct on (key) key, value from indicators
        where document_id = d.document_id and status = 'reported' order by key, ordinal) f) w on true`,
  parts: `select ${whose}, p.ordinal, p.key, p.state, p.mandatory, p.evidence ->> 'quote'
    from ${newest} join parts p on p.document_id = d.document_id`,
  findings: `select ${whose}, f.ordinal, f.code, f.severity, f.message ->> 'zh', f.message ->> 'en',
      f.basis ->> 'kind', f.basis ->> 'reference', array(select jsonb_array_elements(f.spans) ->> 'quote')
    from ${newest} join findings f on f.document_id = d.document_id`,
};

/** After the columns that tell whose they are. */
function wideColumns(): string {
  const indicators = reportTable('indicators_wide').columns.slice(4);
  return indicators.map(({ name }) => `max(value) filter (where key = '${name}') as ${name}`).join(', ');
}
