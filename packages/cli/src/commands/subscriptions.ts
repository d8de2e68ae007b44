import { deliveryErrorText, type SubscriptionStatus, type TestOutcome } from '@nianbao/contracts';
import { CliError } from '../cli-error.ts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type FilterOptions, filterOf } from '../subscriptions/filter-options.ts';
import { filterWords } from '../subscriptions/filter-words.ts';
import { formatDuration, localTime, shortId } from '../terminal/format.ts';
import type { Io } from '../terminal/io.ts';
import { readTime } from '../terminal/read-time.ts';
import { renderTable } from '../terminal/table.ts';

export interface CreateOptions extends FilterOptions {
  url?: string;
  queue?: string;
  payload?: 'full' | 'reference';
}

export interface ReplayOptions extends FilterOptions {
  from?: string;
  dead?: boolean;
  all?: boolean;
}

export async function runSubscriptionsList(io: Io): Promise<ExitCode> {
  const subscriptions = await connect(io).subscriptions();
  io.document({ subscriptions });
  io.print(subscriptions.length === 0 ? io.t.subscriptions.none : table(io, subscriptions));
  return exitCodes.ok;
}

export async function runSubscriptionsShow(io: Io, name: string): Promise<ExitCode> {
  const client = connect(io);
  const { deadTitle, failingSince, filter, columns } = io.t.subscriptions;
  const [subscription, { deliveries }] = await Promise.all([
    client.subscription(name),
    client.deliveries(name, { limit: 20 }),
  ]);
  io.document({ subscription, dead: deliveries });
  io.print(table(io, [subscription]));
  io.print(io.t.words.labelled(filter, filterWords(io, subscription.filter)));
  if (subscription.failingSince) io.print(failingSince(localTime(subscription.failingSince)));
  if (deliveries.length === 0) return exitCodes.ok;
  const heads = [columns.result, columns.event, columns.at].map((title) => ({ title }));
  const rows = deliveries.map(({ resultId, event, publishedAt, error }) => [
    shortId(resultId),
    io.t.subscriptions.eventNames[event],
    localTime(publishedAt),
    error === null ? '' : deliveryErrorText(error)[io.language],
  ]);
  io.print(`\n${deadTitle}`);
  io.print(renderTable(io, [...heads, { title: columns.error, flexible: true }], rows));
  return exitCodes.ok;
}

/** The secret goes to stdout, the words about it to stderr. */
export async function runSubscriptionsCreate(
  io: Io,
  name: string,
  options: CreateOptions,
): Promise<ExitCode> {
  const { url, queue = name, payload } = options;
  const target =
    url === undefined ? ({ kind: 'queue', queue } as const) : ({ kind: 'webhook', url } as const);
  const filter = filterOf(options);
  const created = await connect(io).createSubscription({
    name,
    target,
    ...(filter && { filter }),
    ...(payload && { payload }),
  });
  io.document(created);
  if (created.secret === null) io.print(table(io, [created.subscription]));
  else {
    if (!io.json) io.note(io.t.subscriptions.created);
    io.print(created.secret);
  }
  return exitCodes.ok;
}

export async function runSubscriptionsState(
  io: Io,
  name: string,
  state: 'active' | 'paused',
): Promise<ExitCode> {
  const changed = await connect(io).changeSubscription(name, { state });
  io.document(changed);
  io.print(io.t.subscriptions.changed(name, io.t.subscriptions.states[changed.state]));
  return exitCodes.ok;
}

export async function runSubscriptionsReplay(
  io: Io,
  name: string,
  options: ReplayOptions,
): Promise<ExitCode> {
  const { from, dead, all } = options;
  const filter = filterOf(options);
  if (from === undefined && !filter && !dead && !all)
    throw new CliError('usage', io.t.subscriptions.replayWhat);
  const answer = await connect(io).replay(name, {
    ...(from !== undefined && { from: readTime(io, from) }),
    ...(filter && { filter }),
    ...(dead && { dead }),
    ...(all && { all }),
  });
  io.document(answer);
  io.print(io.t.subscriptions.replayed(answer.replayed));
  return exitCodes.ok;
}

export async function runSubscriptionsTest(io: Io, name: string): Promise<ExitCode> {
  const tested: TestOutcome = await connect(io).testSubscription(name);
  io.document(tested);
  io.print(io.t.subscriptions.outcomes[tested.outcome](deliveryErrorText(tested.detail ?? '')[io.language]));
  return tested.outcome === 'delivered' ? exitCodes.ok : exitCodes.someFailed;
}

export async function runSubscriptionsSecret(
  io: Io,
  name: string,
  { overlap }: { overlap?: number },
): Promise<ExitCode> {
  const rotated = await connect(io).rotateSecret(
    name,
    overlap === undefined ? {} : { overlapHours: overlap },
  );
  io.document(rotated);
  if (!io.json) io.note(io.t.subscriptions.rotated(localTime(rotated.previousExpiresAt)));
  io.print(rotated.secret);
  return exitCodes.ok;
}

export async function runSubscriptionsDelete(io: Io, name: string): Promise<ExitCode> {
  const answer = await connect(io).deleteSubscription(name);
  io.document(answer);
  io.print(io.t.subscriptions.deleted(name));
  return exitCodes.ok;
}

function table(io: Io, subscriptions: readonly SubscriptionStatus[]): string {
  const { columns, states, disabledReasons } = io.t.subscriptions;
  const numbers = ['pending', 'sent', 'delivered', 'dead'] as const;
  return renderTable(
    io,
    [
      { title: columns.name },
      { title: columns.target, flexible: true },
      { title: columns.state },
      ...numbers.map((key) => ({ title: columns[key], align: 'right' as const })),
      { title: columns.lag, align: 'right' },
      { title: columns.error, flexible: true },
    ],
    subscriptions.map((each) => [
      each.name,
      each.target.kind === 'queue' ? each.target.queue : each.target.url,
      each.disabledReason ? disabledReasons[each.disabledReason] : states[each.state],
      ...numbers.map((key) => String(each[key])),
      formatDuration(each.lagSeconds),
      each.failures > 0 && each.lastError ? deliveryErrorText(each.lastError)[io.language] : '',
    ]),
  );
}
