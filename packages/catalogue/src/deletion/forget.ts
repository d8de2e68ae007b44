import { and, eq, isNull, sql } from 'drizzle-orm';
import { type Database, rows, textArray } from '../database/database.ts';
import { deletionItems, deletions } from '../schema-deletion.ts';
import type { DueDeletion } from './deleting.ts';

/** Tables with rows of a document; `results` and `documents` come last, because others are found through them. */
const ofDocument = [
  'report_search',
  'report_texts',
  'quantities',
  'indicators',
  'parts',
  'findings',
  'prints',
  'reprocess_items',
  'results',
  'documents',
] as const;

/** Removes the rows of a subject in one transaction; `objects` is how many went from the store. True: that ended the deletion. */
export async function forget(db: Database, due: DueDeletion, objects: number): Promise<boolean> {
  const { deletionId, subjectId, documentId, uploads, resultIds } = due;
  return db.transaction(async (tx) => {
    await tx.execute(sql`delete from deliveries where result_id = any(${textArray(resultIds)})`);
    // A failure before the content was known is published under the upload's own id.
    const documents = [...(documentId === null ? [] : [documentId]), ...idsOf(uploads)];
    for (const table of ofDocument)
      await tx.execute(
        sql`delete from ${sql.identifier(table)} where document_id = any(${textArray(documents)})`,
      );
    await tx.execute(sql`with gone as (
        delete from uploads where upload_id = any(${textArray(idsOf(uploads))}) returning batch_id, upload_id
      )
      delete from batches b where b.batch_id in (select batch_id from gone) and not exists (
        select 1 from uploads u where u.batch_id = b.batch_id and u.upload_id not in (select upload_id from gone))`);
    await tx
      .update(deletionItems)
      .set({ doneAt: sql`now()`, objects })
      .where(and(eq(deletionItems.deletionId, deletionId), eq(deletionItems.subjectId, subjectId)));
    const ended = await tx
      .update(deletions)
      .set({ finishedAt: sql`now()` })
      .where(and(eq(deletions.deletionId, deletionId), isNull(deletions.finishedAt), noneOpen(deletionId)))
      .returning({ deletionId: deletions.deletionId });
    return ended.length > 0;
  });
}

function noneOpen(deletionId: string) {
  return sql`not exists (select 1 from deletion_items i where i.deletion_id = ${deletionId} and i.done_at is null)`;
}

function idsOf(uploads: DueDeletion['uploads']): string[] {
  return uploads.map(({ uploadId }) => uploadId);
}

/** What deletions still have to remove: each subject with its uploads, results and rehearsals, named for queue and store. */
export function dueDeletions(db: Database, limit: number): Promise<DueDeletion[]> {
  return rows<DueDeletion>(
    db,
    sql`select i.deletion_id as "deletionId", i.subject_id as "subjectId", o.document_id as "documentId",
        (select coalesce(jsonb_agg(jsonb_build_object('uploadId', u.upload_id, 'key', u.key, 'etag', u.etag)), '[]')
          from uploads u where u.upload_id = i.subject_id or u.document_id = o.document_id) as uploads,
        (select coalesce(jsonb_agg(r.result_id), '[]')
          from results r where r.document_id in (i.subject_id, o.document_id) or r.document_id in (
            select u.upload_id from uploads u where u.document_id = o.document_id)) as "resultIds",
        (select coalesce(jsonb_agg(p.run_id), '[]') from reprocess_items p where p.document_id = o.document_id) as rehearsals
      from deletion_items i join deletions d on d.deletion_id = i.deletion_id
        cross join lateral (select case i.kind when 'document' then i.subject_id else (
          select x.document_id from uploads u join documents x on x.document_id = u.document_id
          where u.upload_id = i.subject_id and x.owner_upload_id = u.upload_id) end as document_id) o
      where i.done_at is null
      order by d.created_at, i.deletion_id, i.subject_id limit ${limit}`,
  );
}
