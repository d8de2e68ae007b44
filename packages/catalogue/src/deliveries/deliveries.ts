import type { DeliveryPage, DeliveryQuery } from '@nianbao/contracts';
import { and, desc, eq, sql } from 'drizzle-orm';
import { type Database, json, rows, storableText, textArray } from '../database/database.ts';
import { deliveries } from '../schema.ts';
import { decodeDeliveryCursor, encodeDeliveryCursor } from './delivery-cursor.ts';
import { replay } from './replay.ts';
import type { Delivery, Settlement, SubscriptionStore } from './subscription-store.ts';

type Deliveries = Pick<
  SubscriptionStore,
  | 'takeDue'
  | 'giveBack'
  | 'recallLost'
  | 'unsettled'
  | 'settle'
  | 'noteFailure'
  | 'replay'
  | 'pruneDeliveries'
  | 'deliveries'
>;

/** As a Delivery has it; `d` is the table. */
const columns = sql`d.result_id as "resultId", d.result_key as "resultKey", d.document_id as "documentId", d.event,
  d.previous_result_id as "previousResultId", d.replay, d.trace,
  to_char(d.published_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "publishedAt"`;
const backToPending = sql`state = 'pending', sent_at = null, sent_epoch = null`;

export function createDeliveries(db: Database): Deliveries {
  return {
    takeDue: (name, limit, redisEpoch) => takeDue(db, name, limit, redisEpoch),
    giveBack: async (name, resultIds) => {
      await db.execute(sql`update deliveries set ${backToPending}
        where subscription = ${name} and state = 'sent' and result_id = any(${textArray(resultIds)})`);
    },
    recallLost: async (redisEpoch) => {
      const lost = await rows(
        db,
        sql`update deliveries set ${backToPending} where state = 'sent' and sent_epoch <> ${redisEpoch} returning 1`,
      );
      return lost.length;
    },
    unsettled: (name, seconds, page) => unsettled(db, name, seconds, page),
    settle: (name, settlements) => settle(db, name, settlements),
    noteFailure: (name, error, limits) => noteFailure(db, name, error, limits),
    replay: (name, request) => replay(db, name, request),
    pruneDeliveries: async (days, limit) => {
      const gone = await rows(
        db,
        sql`delete from deliveries where ctid in (
          select ctid from deliveries where state in ('delivered', 'superseded')
            and coalesce(finished_at, created_at) < now() - ${days}::int * interval '1 day' limit ${limit})
        returning 1`,
      );
      return gone.length;
    },
    deliveries: (name, query) => deliveryPage(db, name, query),
  };
}

async function takeDue(db: Database, name: string, limit: number, redisEpoch: string): Promise<Delivery[]> {
  const taken = await rows<Delivery>(
    db,
    sql`update deliveries d set state = 'sent', sent_at = now(), sent_epoch = ${redisEpoch}
      where d.subscription = ${name} and d.state = 'pending' and d.result_id in (
        select w.result_id from deliveries w
        where w.subscription = ${name} and w.state = 'pending' and not exists (
          select 1 from deliveries e where e.document_id = w.document_id and e.subscription = w.subscription
            and e.state in ('pending', 'sent') and (e.published_at, e.result_id) < (w.published_at, w.result_id))
        order by w.published_at, w.result_id limit ${limit} for update skip locked)
      returning ${columns}`,
  );
  return taken.sort((a, b) => compare(a.publishedAt, b.publishedAt) || compare(a.resultId, b.resultId));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function unsettled(
  db: Database,
  name: string,
  seconds: number,
  { after, limit }: { after?: Delivery; limit: number },
): Promise<Delivery[]> {
  const next = after
    ? sql`(d.published_at, d.result_id) > (${after.publishedAt}::timestamptz, ${after.resultId})`
    : sql`true`;
  return rows<Delivery>(
    db,
    sql`select ${columns} from deliveries d where d.subscription = ${name} and d.state = 'sent'
      and d.sent_at < now() - ${seconds}::float8 * interval '1 second' and ${next}
      order by d.published_at, d.result_id limit ${limit}`,
  );
}

async function settle(db: Database, name: string, settlements: readonly Settlement[]): Promise<void> {
  if (settlements.length === 0) return;
  await db.execute(sql`with done as (
      update deliveries d set state = case when x.error is null then 'delivered' else 'dead' end,
        finished_at = now(), error = x.error
      from jsonb_to_recordset(${json(settlements)}) as x("resultId" text, replay int, error text)
      where d.subscription = ${name} and d.result_id = x."resultId" and d.replay = x.replay and d.state = 'sent'
      returning d.state
    ), good as (select count(*) as n from done where state = 'delivered')
    update subscriptions set delivered = delivered + good.n, last_delivered_at = now(), failures = 0, failing_since = null
    from good where name = ${name} and good.n > 0`);
}

/** A pause of the operator's, made while an attempt was under way, stays one. */
async function noteFailure(
  db: Database,
  name: string,
  error: string,
  { gone, disableAfterMs, disableAttempts }: Parameters<SubscriptionStore['noteFailure']>[2],
): Promise<boolean> {
  const [noted] = await rows<{ disabled: boolean }>(
    db,
    sql`with before as (
      select name, state = 'active' and (${gone} or failures + 1 >= ${disableAttempts}::int
        and failing_since <= now() - ${disableAfterMs}::float8 * interval '1 millisecond') as disabled
      from subscriptions where name = ${name} for update
    )
    update subscriptions s set failures = failures + 1, last_error = ${storableText(error)}, last_error_at = now(),
      failing_since = coalesce(failing_since, now()),
      state = case when b.disabled then 'disabled' else state end,
      disabled_reason = case when b.disabled then ${gone ? 'gone' : 'failing'} else disabled_reason end
    from before b where s.name = b.name
    returning coalesce(b.disabled, false) as disabled`,
  );
  return noted?.disabled ?? false;
}

async function deliveryPage(
  db: Database,
  name: string,
  { state, cursor, limit }: DeliveryQuery,
): Promise<DeliveryPage> {
  const from = cursor === undefined ? null : decodeDeliveryCursor(cursor);
  const found = await db
    .select()
    .from(deliveries)
    .where(
      and(
        eq(deliveries.subscription, name),
        eq(deliveries.state, state),
        from === null
          ? undefined
          : sql`(${deliveries.publishedAt}, ${deliveries.resultId}) < (${from.publishedAt}::timestamptz, ${from.resultId})`,
      ),
    )
    .orderBy(desc(deliveries.publishedAt), desc(deliveries.resultId))
    // One more tells whether there is a next page.
    .limit(limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    deliveries: page.map(({ resultId, documentId, event, state, replay, error, ...at }) => ({
      ...{ resultId, documentId, event, state, replay, error },
      publishedAt: at.publishedAt.toISOString(),
      createdAt: at.createdAt.toISOString(),
      finishedAt: at.finishedAt?.toISOString() ?? null,
    })),
    nextCursor:
      last && found.length > limit
        ? encodeDeliveryCursor({ publishedAt: last.publishedAt.toISOString(), resultId: last.resultId })
        : null,
  };
}
