import type { ReprocessDocument, ReprocessDocumentsResponse, RunId, Sha256 } from '@nianbao/contracts';
import { sql } from 'drizzle-orm';
import { type Database, rows } from '../database/database.ts';

/** A page of the reports that a run changes, with their differences. */
export async function changedDocuments(
  db: Database,
  runId: RunId,
  after: Sha256 | null,
  limit: number,
): Promise<ReprocessDocumentsResponse> {
  const found = await rows<ReprocessDocument>(
    db,
    sql`select i.document_id as "documentId", u.name, s.place, s.year, i.changes, i.result_id as "resultId"
      from reprocess_items i
        join documents d on d.document_id = i.document_id
        join uploads u on u.upload_id = d.owner_upload_id
        left join results s on s.result_id = d.report_id
      where i.run_id = ${runId} and i.change_count > 0 and i.document_id > ${after ?? ''}
      order by i.document_id limit ${limit + 1}`,
  );
  const documents = found.slice(0, limit);
  return { documents, nextAfter: found.length > limit ? (documents.at(-1)?.documentId ?? null) : null };
}
