import type { ReportResult, Sha256 } from '@nianbao/contracts';
import { sql } from 'drizzle-orm';
import { type Database, textArray } from '../database/database.ts';
import { foldName, foldText, textPairs } from '../reports/text-pairs.ts';

/** Writes the row the document's report is found by. The rows of the report itself must be there. */
export async function indexReport(
  db: Database,
  { documentId, outline, findings }: ReportResult,
): Promise<void> {
  const folded = (value: string | null | undefined) => foldName(value ?? '');
  const codes = [...new Set(findings.map((finding) => finding.code))];
  const place = [...outline.parentJurisdictions, outline.jurisdiction ?? ''].join('');
  await db.execute(sql`insert into report_search (document_id, upload_id, batch_id, uploaded_at, published, result_id,
      name, title, place, year, profile, figures, indicators, findings, missing_parts, finding_codes)
    select d.document_id, u.upload_id, u.batch_id, u.uploaded_at, u.state = 'published', r.result_id,
      lower(normalize(u.name, NFKC)), ${folded(outline.title?.quote)}, ${folded(place)}, coalesce(r.year, 0), coalesce(r.profile, ''),
      r.quantities, r.indicators, r.findings, array(select jsonb_array_elements_text(r.missing_parts)), ${textArray(codes)}
    from documents d
      join results r on r.result_id = d.report_id
      join uploads u on u.upload_id = d.owner_upload_id
    where d.document_id = ${documentId}
    on conflict (document_id) do update set published = excluded.published, result_id = excluded.result_id,
      name = excluded.name, title = excluded.title, place = excluded.place, year = excluded.year,
      profile = excluded.profile, figures = excluded.figures, indicators = excluded.indicators,
      findings = excluded.findings, missing_parts = excluded.missing_parts, finding_codes = excluded.finding_codes`);
}

/** Keeps the document's text for searching; the earlier one goes. */
export async function indexText(db: Database, documentId: Sha256, text: string): Promise<void> {
  const body = foldText(text);
  await db.execute(sql`insert into report_texts (document_id, body, pairs)
    values (${documentId}, ${body}, ${sql.param(textPairs(body))}::int4[])
    on conflict (document_id) do update set body = excluded.body, pairs = excluded.pairs
      where report_texts.body is distinct from excluded.body`);
}
