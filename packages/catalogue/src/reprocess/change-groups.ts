import type { ChangeGroup, RunId } from '@nianbao/contracts';
import { sql } from 'drizzle-orm';
import { type Database, rows } from '../database/database.ts';

const maxGroups = 500;

/** What a run would change, the most frequent first, each with up to three examples. */
export function changeGroups(db: Database, runId: RunId): Promise<ChangeGroup[]> {
  return rows<ChangeGroup>(
    db,
    sql`select c.kind, c.key, c.change, count(distinct i.document_id)::int as reports, count(*)::int as changes,
        to_jsonb((array_agg(jsonb_build_object('before', c.before, 'after', c.after, 'documentId', i.document_id,
          'place', s.place, 'year', s.year) order by i.document_id, c.before, c.after))[1:3]) as examples
      from reprocess_items i
        join documents d on d.document_id = i.document_id
        left join results s on s.result_id = d.report_id,
        jsonb_to_recordset(i.changes) as c(kind text, key text, change text, before text, after text)
      where i.run_id = ${runId}
      group by c.kind, c.key, c.change
      order by reports desc, changes desc, c.kind, c.key, c.change
      limit ${maxGroups}`,
  );
}
