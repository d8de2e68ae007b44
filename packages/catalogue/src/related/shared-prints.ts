import type { Sha256, Span } from '@nianbao/contracts';
import { sql } from 'drizzle-orm';
import { type Database, rows } from '../database/database.ts';
import type { RelatedReport } from './related-report.ts';

/** A paragraph of one's own and the documents that have the same. */
export interface SharedPrint {
  here: Span;
  others: (Span & { documentId: Sha256 })[];
}

/**
 * What stands in reports of more than 5 places is a formula of the genre. Up to there, a paragraph is in 64 documents at most, even
 * if each place used it for a dozen years: reading no more keeps a formula in 50,000 reports from costing anything.
 */
const maxPlaces = 5;
const maxDocuments = 64;

/** The document's paragraphs that are no formula of the genre, in text order, each with its copies. */
export function sharedPrints(db: Database, here: RelatedReport): Promise<SharedPrint[]> {
  return rows(
    db,
    sql`select jsonb_build_object('start', p.start_offset, 'end', p.end_offset) as here, copies.others
      from prints p cross join lateral (
        select count(*) as seen,
          count(distinct r.place) filter (where r.place <> ${here.place ?? ''}) as places,
          coalesce(jsonb_agg(jsonb_build_object('documentId', o.document_id, 'start', o.start_offset,
            'end', o.end_offset)) filter (where r.result_id is not null), '[]') as others
        from (
          select document_id, start_offset, end_offset from prints
          where print = p.print and document_id <> p.document_id limit ${maxDocuments}
        ) o
          left join documents d on d.document_id = o.document_id
          left join results r on r.result_id = d.report_id and r.profile is not distinct from ${here.profile}
      ) copies
      where p.document_id = ${here.documentId} and copies.places < ${maxPlaces} and copies.seen < ${maxDocuments}
      order by p.ordinal`,
  );
}
