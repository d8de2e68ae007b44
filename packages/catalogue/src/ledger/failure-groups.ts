import {
  describeError,
  type ErrorCode,
  type FailureGroup,
  type FailuresQuery,
  quarantineCodes,
} from '@nianbao/contracts';
import { and, asc, count, eq, inArray, isNotNull, isNull, max, type SQL, sql } from 'drizzle-orm';
import { type Database, textArray } from '../database/database.ts';
import { uploads } from '../schema.ts';

/** Failed and unsupported uploads by code and stage, the largest group first. */
export async function failureGroups(
  db: Database,
  { batch, discarded = false, quarantined: crashed }: Partial<FailuresQuery> = {},
): Promise<FailureGroup[]> {
  const groups = await db
    .select({
      code: uploads.code,
      stage: uploads.stage,
      state: uploads.state,
      count: count(),
      newest: max(uploads.finishedAt),
    })
    .from(uploads)
    .where(
      and(
        inArray(uploads.state, ['failed', 'unsupported']),
        batch === undefined ? undefined : eq(uploads.batchId, batch),
        isDiscarded(discarded),
        isQuarantined(crashed),
      ),
    )
    .groupBy(uploads.code, uploads.stage, uploads.state)
    .orderBy(sql`count(*) desc`, asc(uploads.code), asc(uploads.stage));
  return groups.map(({ code, stage, state, count, newest }) => {
    const known: ErrorCode = code ?? 'INTERNAL';
    const { category, message, quarantined = false } = describeError(known);
    return {
      code: known,
      stage: stage ?? '',
      unsupported: state === 'unsupported',
      category,
      message,
      count,
      newest: newest?.toISOString() ?? null,
      ...(quarantined && { quarantined }),
    };
  });
}

/** A condition on uploads; none when it was not asked for. */
export function isDiscarded(wanted: boolean | undefined): SQL | undefined {
  if (wanted === undefined) return undefined;
  return wanted ? isNotNull(uploads.discardedAt) : isNull(uploads.discardedAt);
}

/** As above. An upload that did not fail is not quarantined. */
export function isQuarantined(wanted: boolean | undefined): SQL | undefined {
  if (wanted === undefined) return undefined;
  const quarantined = sql`coalesce(${uploads.code} = any(${textArray(quarantineCodes)}), false)`;
  return wanted ? quarantined : sql`not ${quarantined}`;
}
