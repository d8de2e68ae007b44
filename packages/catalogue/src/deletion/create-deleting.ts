import type { Deletion, DeletionFilter, DeletionId, DeletionItem, Sha256 } from '@nianbao/contracts';
import { eq, type SQL, sql } from 'drizzle-orm';
import { type Database, rows, storableText } from '../database/database.ts';
import { deletions } from '../schema-deletion.ts';
import type { Deleting } from './deleting.ts';
import { dueDeletions, forget } from './forget.ts';
import { selectSubjects } from './select-subjects.ts';

export function createDeleting(db: Database): Deleting {
  return {
    async previewDeletion(filter) {
      const [counted] = await rows<{ documents: number; uploads: number }>(
        db,
        sql`select (count(*) filter (where kind = 'document'))::int as documents, coalesce(sum(uploads), 0)::int as uploads
          from (${selectSubjects(filter)}) as s`,
      );
      return counted ?? { documents: 0, uploads: 0 };
    },
    startDeletion: (deletionId, filter, by) => startDeletion(db, deletionId, filter, by),
    deletions: (limit) => selectDeletions(db, sql`true`, limit),
    async deletionReceipt(deletionId, after, limit) {
      const [deletion] = await selectDeletions(db, sql`d.deletion_id = ${deletionId}`, 1);
      if (!deletion) return null;
      const found = await itemsOf(db, deletionId, after, limit + 1);
      const items = found.slice(0, limit);
      return { deletion, items, nextAfter: found.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
    dueDeletions: (limit) => dueDeletions(db, limit),
    forget: (due, objects) => forget(db, due, objects),
  };
}

async function startDeletion(
  db: Database,
  deletionId: DeletionId,
  filter: DeletionFilter,
  { actor, reason }: { actor: string; reason: string },
): Promise<Deletion> {
  await db.transaction(async (tx) => {
    await tx.insert(deletions).values({ deletionId, actor, reason: storableText(reason), filter });
    await tx.execute(sql`insert into deletion_items (deletion_id, subject_id, kind, name, batch_id, uploads)
      select ${deletionId}, subject_id, kind, name, batch_id, uploads from (${selectSubjects(filter)}) as s`);
    await tx
      .update(deletions)
      .set({ finishedAt: sql`now()` })
      .where(sql`${eq(deletions.deletionId, deletionId)}
        and not exists (select 1 from deletion_items i where i.deletion_id = ${deletionId})`);
  });
  const [deletion] = await selectDeletions(db, sql`d.deletion_id = ${deletionId}`, 1);
  if (!deletion) throw new Error(`deletion ${deletionId} vanished`);
  return deletion;
}

async function selectDeletions(db: Database, where: SQL, limit: number): Promise<Deletion[]> {
  const found = await rows<Deletion>(
    db,
    sql`select d.deletion_id as "deletionId", d.created_at as "createdAt", d.finished_at as "finishedAt", d.actor,
        d.reason, d.filter, (count(*) filter (where i.kind = 'document'))::int as documents,
        coalesce(sum(i.uploads), 0)::int as uploads, count(i.done_at)::int as done,
        coalesce(sum(i.objects), 0)::int as objects
      from deletions d left join deletion_items i on i.deletion_id = d.deletion_id
      where ${where}
      group by d.deletion_id order by d.created_at desc, d.deletion_id desc limit ${limit}`,
  );
  return found.map((deletion) => ({
    ...deletion,
    createdAt: new Date(deletion.createdAt).toISOString(),
    finishedAt: deletion.finishedAt && new Date(deletion.finishedAt).toISOString(),
  }));
}

async function itemsOf(
  db: Database,
  deletionId: DeletionId,
  after: Sha256 | null,
  limit: number,
): Promise<DeletionItem[]> {
  const found = await rows<DeletionItem>(
    db,
    sql`select subject_id as id, kind, name, batch_id as "batchId", done_at as "doneAt" from deletion_items
      where deletion_id = ${deletionId} and subject_id > ${after ?? ''} order by subject_id limit ${limit}`,
  );
  return found.map((item) => ({ ...item, doneAt: item.doneAt && new Date(item.doneAt).toISOString() }));
}
