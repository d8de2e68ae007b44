import type { ReprocessFilter, ReprocessRun, RunId } from '@nianbao/contracts';
import { and, eq, inArray, ne, type SQL, sql } from 'drizzle-orm';
import { type Database, json, rows, storableText, textArray } from '../database/database.ts';
import { reprocessItems, reprocessRuns } from '../schema-reprocess.ts';
import type { TargetVersions } from './reprocessing.ts';

/** Begins a run over the published reports that the filter meets and that were not read by the `target` versions. */
export async function startRun(
  db: Database,
  runId: RunId,
  filter: ReprocessFilter,
  target: TargetVersions,
): Promise<ReprocessRun> {
  await db.transaction(async (tx) => {
    await tx.insert(reprocessRuns).values({ runId, state: 'comparing', filter });
    await tx.execute(sql`insert into reprocess_items (run_id, document_id)
      select ${runId}, d.document_id
      from documents d
        join results r on r.result_id = d.report_id
        join uploads u on u.upload_id = d.owner_upload_id
      where ${sql.join([...conditions(filter), filter.all ? sql`true` : stale(target, filter.stage)], sql` and `)}`);
  });
  const run = await findRun(db, runId);
  if (!run) throw new Error(`reprocessing run ${runId} vanished`);
  if (run.documents > 0) return run;
  await db.update(reprocessRuns).set({ state: 'done' }).where(eq(reprocessRuns.runId, runId));
  return { ...run, state: 'done' };
}

function conditions({ profile, batch, place, year, ids }: ReprocessFilter): SQL[] {
  const pattern = place && `%${storableText(place).replaceAll(/[\\%_]/g, '\\$&')}%`;
  return [
    sql`u.state = 'published'`,
    ...(profile === undefined ? [] : [sql`r.profile = ${profile}`]),
    ...(batch === undefined ? [] : [sql`u.batch_id = ${batch}`]),
    ...(pattern ? [sql`r.place ilike ${pattern}`] : []),
    ...(year === undefined ? [] : [sql`r.year = ${year}::int`]),
    ...(ids === undefined ? [] : [sql`d.document_id = any(${textArray(ids)})`]),
  ];
}

/** Whether a stage would run anew: its version rose, or that of the profile it reads by. Rows without versions are stale. */
function stale({ stages, profiles }: TargetVersions, only: string | undefined): SQL {
  const byProfile = sql`r.versions->>'profile' is distinct from r.profile || '@' || (${json(profiles)}->>r.profile)`;
  const reasons = stages
    .filter(({ stage }) => only === undefined || stage === only)
    .map(({ stage, version, readsProfile, optional }) => {
      const ran = sql`r.versions->'stages'->>${stage}::text`;
      const older = optional
        ? sql`(${ran} is not null and ${ran} <> ${version})`
        : sql`${ran} is distinct from ${version}`;
      return readsProfile ? sql`(${older} or ${byProfile})` : older;
    });
  return sql`(r.versions is null or ${sql.join([...reasons, sql`false`], sql` or `)})`;
}

export function listRuns(db: Database, limit: number): Promise<ReprocessRun[]> {
  return selectRuns(db, sql`true`, limit);
}

export async function findRun(db: Database, runId: RunId): Promise<ReprocessRun | null> {
  const [run] = await selectRuns(db, sql`r.run_id = ${runId}`, 1);
  return run ?? null;
}

async function selectRuns(db: Database, where: SQL, limit: number): Promise<ReprocessRun[]> {
  const found = await rows<ReprocessRun>(
    db,
    sql`select r.run_id as "runId", r.created_at as "createdAt", r.state, r.filter,
        count(i.document_id)::int as documents,
        count(i.compared_at)::int as compared,
        (count(*) filter (where i.change_count > 0 and not i.failed))::int as changed,
        (count(*) filter (where i.failed))::int as failed,
        count(i.published_at)::int as published
      from reprocess_runs r left join reprocess_items i on i.run_id = r.run_id
      where ${where}
      group by r.run_id order by r.created_at desc, r.run_id desc limit ${limit}`,
  );
  return found.map((run) => ({ ...run, createdAt: new Date(run.createdAt).toISOString() }));
}

/** Publishes a compared run's new results (`unchanged`: those without a difference, too) or gives it up. Null: there is no such run, or it is past that. */
export async function decide(
  db: Database,
  runId: RunId,
  decision: 'publish' | 'cancel',
  unchanged: boolean,
): Promise<ReprocessRun | null> {
  const changed = await db.transaction(async (tx) => {
    const moved =
      decision === 'publish'
        ? await tx
            .update(reprocessRuns)
            .set({ state: 'publishing', unchanged })
            .where(and(eq(reprocessRuns.runId, runId), inArray(reprocessRuns.state, ['ready'])))
            .returning({ runId: reprocessRuns.runId })
        : await tx
            .update(reprocessRuns)
            .set({ state: 'cancelled' })
            .where(and(eq(reprocessRuns.runId, runId), ne(reprocessRuns.state, 'done')))
            .returning({ runId: reprocessRuns.runId });
    // What was sent so far were rehearsals.
    if (moved.length > 0 && decision === 'publish')
      await tx
        .update(reprocessItems)
        .set({ sentAt: null, sentEpoch: null })
        .where(eq(reprocessItems.runId, runId));
    return moved.length > 0;
  });
  return changed ? findRun(db, runId) : null;
}
