import type { DeletionFilter } from '@nianbao/contracts';
import { type SQL, sql } from 'drizzle-orm';
import { storableText, textArray } from '../database/database.ts';

/**
 * The documents and single uploads a filter means: columns subject_id, kind, name, batch_id, uploads. A document goes by
 * its owner, the upload that brought its bytes first; an upload that only repeats one goes alone, unless its document
 * goes too.
 */
export function selectSubjects(filter: DeletionFilter): SQL {
  return sql`with matching as (
      select u.upload_id, u.document_id, u.name, u.batch_id, d.document_id as owned
      from uploads u
        left join documents d on d.owner_upload_id = u.upload_id
        left join documents known on known.document_id = u.document_id
        left join results r on r.result_id = known.report_id
      where ${sql.join(conditions(filter), sql` and `)}
    ), whole as (
      select m.owned as subject_id, 'document' as kind, m.name, m.batch_id,
        (select count(*)::int from uploads u where u.document_id = m.owned or u.upload_id = m.upload_id) as uploads
      from matching m where m.owned is not null
    )
    select subject_id, kind, name, batch_id, uploads from whole
    union all
    select m.upload_id, 'upload', m.name, m.batch_id, 1
    from matching m
    where m.owned is null and not exists (select 1 from whole w where w.subject_id = m.document_id)`;
}

function conditions({ ids, batch, place, year, uploadedBefore }: DeletionFilter): SQL[] {
  const pattern = place && `%${storableText(place).replaceAll(/[\\%_]/g, '\\$&')}%`;
  const wanted = ids && textArray(ids);
  const given = [
    // A document's id means the document, so its owner; an upload's id means that upload.
    wanted && sql`(u.upload_id = any(${wanted}) or d.document_id = any(${wanted}))`,
    batch === undefined ? undefined : sql`u.batch_id = ${batch}`,
    pattern ? sql`r.place ilike ${pattern}` : undefined,
    year === undefined ? undefined : sql`r.year = ${year}::int`,
    uploadedBefore === undefined ? undefined : sql`u.uploaded_at < ${uploadedBefore}::timestamptz`,
  ].filter((condition) => condition !== undefined);
  // Without a condition nothing is meant, least of all everything.
  return given.length === 0 ? [sql`false`] : given;
}
