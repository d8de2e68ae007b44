import type { Sha256 } from '@nianbao/contracts';
import { sql } from 'drizzle-orm';
import { type Database, rows, textArray } from '../database/database.ts';

/** A document's newest report, as far as reports are told apart by it. */
export interface RelatedReport {
  documentId: Sha256;
  name: string;
  title: string | null;
  jurisdiction: string | null;
  /** The jurisdiction behind its superiors, as far as the text names them. */
  place: string | null;
  year: number | null;
  issuer: string | null;
  profile: string | null;
}

const columns = sql`d.document_id as "documentId", u.name, r.title, r.jurisdiction, r.place, r.year, r.issuer, r.profile`;
/** A name like 城关镇 stands for hundreds of towns. The place's own years come first; of the others, some are enough to see that. */
const maxNamesakes = 100;

/** The reports of these documents; a document without one is left out. */
export function reportsOf(db: Database, documentIds: readonly Sha256[]): Promise<RelatedReport[]> {
  if (documentIds.length === 0) return Promise.resolve([]);
  return rows(
    db,
    sql`select ${columns} from documents d
        join results r on r.result_id = d.report_id
        join uploads u on u.upload_id = d.owner_upload_id
      where d.document_id = any(${textArray(documentIds)})`,
  );
}

/** Other reports of the same genre from places of the same name, newest first: at most 100, the very place before its namesakes. */
export async function namesakesOf(db: Database, here: RelatedReport): Promise<RelatedReport[]> {
  const found = await rows<RelatedReport>(
    db,
    // The limit stands before the joins: of a common name, thousands of rows would be looked up.
    sql`select ${columns} from (
        select * from results
        where jurisdiction = ${here.jurisdiction} and year is not null and kind = 'report'
          and profile is not distinct from ${here.profile} and document_id <> ${here.documentId}
        order by (place = ${here.place}) desc nulls last, year desc, published_at desc, result_id
        limit ${maxNamesakes}
      ) r
        join documents d on d.document_id = r.document_id and d.report_id = r.result_id
        join uploads u on u.upload_id = d.owner_upload_id
      order by (r.place = ${here.place}) desc nulls last, r.year desc, r.published_at desc, r.result_id`,
  );
  return found.toSorted((a, b) => (b.year ?? 0) - (a.year ?? 0));
}
