import type { Sha256 } from '@nianbao/contracts';
import { sql } from 'drizzle-orm';
import { type Database, rows, textArray } from '../database.ts';

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

const columns = sql`select d.document_id as "documentId", u.name, r.title, r.jurisdiction, r.place, r.year, r.issuer,
    r.profile
  from documents d
    -- By both columns, so that either table can be the one that is looked up.
    join results r on r.result_id = d.report_id and r.document_id = d.document_id
    join uploads u on u.upload_id = d.owner_upload_id`;
/** A name like 城关镇 stands for hundreds of towns; more years than these no town has. */
const maxNamesakes = 500;

/** The reports of these documents; a document without one is left out. */
export function reportsOf(db: Database, documentIds: readonly Sha256[]): Promise<RelatedReport[]> {
  if (documentIds.length === 0) return Promise.resolve([]);
  return rows(db, sql`${columns} where d.document_id = any(${textArray(documentIds)})`);
}

/** Other reports of the same genre from places of the same name, newest first; at most 500, the very place before its namesakes. */
export async function namesakesOf(db: Database, here: RelatedReport): Promise<RelatedReport[]> {
  const found = await rows<RelatedReport>(
    db,
    sql`${columns} where r.jurisdiction = ${here.jurisdiction} and r.year is not null
        and r.profile is not distinct from ${here.profile} and d.document_id <> ${here.documentId}
      order by (r.place = ${here.place}) desc nulls last, r.year desc, r.published_at desc, r.result_id
      limit ${maxNamesakes}`,
  );
  return found.toSorted((a, b) => (b.year ?? 0) - (a.year ?? 0));
}
