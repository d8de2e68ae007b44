import type { CreateSubscription, SubscriptionStatus } from '@nianbao/contracts';
import { asc, eq, sql } from 'drizzle-orm';
import { type Database, json, rows, textArray } from '../database/database.ts';
import { deliveries, subscriptions } from '../schema.ts';
import type { KeptSecret, SubscriptionChange, SubscriptionStore } from './subscription-store.ts';

type Subscriptions = Pick<
  SubscriptionStore,
  | 'keepQueues'
  | 'createSubscription'
  | 'subscriptions'
  | 'subscription'
  | 'receivers'
  | 'receiver'
  | 'changeSubscription'
  | 'deleteSubscription'
>;

/** Creating one is rare: two at once may not both find a queue free. */
const creationLock = 0x73756273;

const receiverColumns = {
  name: subscriptions.name,
  target: subscriptions.target,
  payload: subscriptions.payload,
  state: subscriptions.state,
  secrets: subscriptions.secrets,
};

export function createSubscriptions(db: Database): Subscriptions {
  return {
    keepQueues: (queues) => keepQueues(db, queues),
    createSubscription: (wanted, secrets) => createSubscription(db, wanted, secrets),
    subscriptions: () => statuses(db),
    subscription: async (name) => (await statuses(db, name))[0] ?? null,
    receivers: () => db.select(receiverColumns).from(subscriptions).orderBy(asc(subscriptions.name)),
    receiver: async (name) => {
      const [found] = await db
        .select(receiverColumns)
        .from(subscriptions)
        .where(eq(subscriptions.name, name));
      return found ?? null;
    },
    changeSubscription: (name, change) => changeSubscription(db, name, change),
    deleteSubscription: (name) => deleteSubscription(db, name),
  };
}

async function keepQueues(db: Database, queues: readonly string[]): Promise<void> {
  await db.execute(sql`with kept as (
      update subscriptions set built_in = name = any(${textArray(queues)})
      where built_in <> (name = any(${textArray(queues)}))
    )
    insert into subscriptions (name, target, filter, payload, state, built_in)
    select name, jsonb_build_object('kind', 'queue', 'queue', name), '{}', 'full', 'active', true
    from jsonb_array_elements_text(${json([...new Set(queues)])}) as q(name)
    on conflict (name) do nothing`);
}

function createSubscription(db: Database, wanted: CreateSubscription, secrets: readonly KeptSecret[]) {
  const { name, target, filter, payload } = wanted;
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${creationLock})`);
    const queue = target.kind === 'queue' ? target.queue : null;
    const [taken] = await rows<{ name: string }>(
      tx,
      sql`select name from subscriptions where name = ${name} or target->>'queue' = ${queue}
        order by (name = ${name}) desc limit 1`,
    );
    if (taken) return taken.name === name ? 'name' : 'queue';
    await tx
      .insert(subscriptions)
      .values({ name, target, filter, payload, state: 'active', secrets: [...secrets] });
    return null;
  });
}

async function changeSubscription(db: Database, name: string, change: SubscriptionChange): Promise<boolean> {
  const changed = await db
    .update(subscriptions)
    // Whoever pauses or resumes it has seen how it fails: that begins anew.
    .set({ ...change, name, ...(change.state && { failingSince: null, disabledReason: null }) })
    .where(eq(subscriptions.name, name))
    .returning({ name: subscriptions.name });
  return changed.length > 0;
}

function deleteSubscription(db: Database, name: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const gone = await tx
      .delete(subscriptions)
      .where(sql`${subscriptions.name} = ${name} and not ${subscriptions.builtIn}`)
      .returning({ name: subscriptions.name });
    if (gone.length > 0) await tx.delete(deliveries).where(eq(deliveries.subscription, name));
    return gone.length > 0;
  });
}

type StatusRow = Omit<SubscriptionStatus, 'secrets'> & { secrets: KeptSecret[] };

async function statuses(db: Database, name?: string): Promise<SubscriptionStatus[]> {
  const iso = (column: string) =>
    sql.raw(`to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
  // One look per state, each along its own partial index; what was delivered is counted as it happens.
  const found = await rows<StatusRow>(
    db,
    sql`select s.name, s.target, s.filter, s.payload, s.state, s.built_in as "builtIn", s.secrets,
        ${iso('s.created_at')} as "createdAt", p.count as pending, t.count as sent, d.count as dead,
        s.delivered::int as delivered, s.failures, s.last_error as "lastError",
        s.disabled_reason as "disabledReason", ${iso('s.failing_since')} as "failingSince",
        ${iso('s.last_delivered_at')} as "lastDeliveredAt", ${iso('s.last_error_at')} as "lastErrorAt",
        coalesce(greatest(0, extract(epoch from now() - least(p.oldest, t.oldest))), 0)::float8 as "lagSeconds"
      from subscriptions s
        cross join lateral (select count(*)::int, min(created_at) as oldest from deliveries
          where subscription = s.name and state = 'pending') p
        cross join lateral (select count(*)::int, min(created_at) as oldest from deliveries
          where subscription = s.name and state = 'sent') t
        cross join lateral (select count(*)::int from deliveries
          where subscription = s.name and state = 'dead') d
      where ${name ?? null}::text is null or s.name = ${name ?? null}::text
      order by s.name`,
  );
  return found.map((row) => ({
    ...row,
    secrets: row.secrets.map(({ createdAt, expiresAt }) => ({ createdAt, expiresAt })),
  }));
}
