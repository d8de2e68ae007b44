import { setTimeout as sleep } from 'node:timers/promises';
import type { NianbaoClient } from '@nianbao/client';
import { type ChangeGroup, findingNames, type ReprocessFilter, type ReprocessRun } from '@nianbao/contracts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { profileLabels } from '../read/profile-labels.ts';
import { confirm } from '../terminal/confirm.ts';
import type { Io } from '../terminal/io.ts';
import { createProgress } from '../terminal/progress.ts';
import { renderTable } from '../terminal/table.ts';

type ReprocessOptions = Pick<ReprocessFilter, 'batch' | 'place' | 'year' | 'profile' | 'stage' | 'all'> & {
  dryRun?: boolean;
  publish?: boolean;
  unchanged?: boolean;
  run?: string;
  cancel?: boolean;
  list?: boolean;
};

const askEveryMs = 1_000;

/** Reads published reports anew, shows what would change and publishes it after a yes. Ctrl-C stops the waiting, not the run. */
export async function runReprocess(io: Io, options: ReprocessOptions): Promise<ExitCode> {
  const { t } = io;
  const client = connect(io);
  if (options.list) return listRuns(io, await client.reprocessRuns(50));
  if (options.cancel && options.run !== undefined) {
    io.document(await client.cancelReprocess(options.run));
    io.print(t.reprocess.cancelled);
    return exitCodes.ok;
  }
  const { dryRun, publish, unchanged, run: known, cancel: _, list: __, ...filter } = options;
  const begun = await (known === undefined ? client.startReprocess(filter) : client.reprocessRun(known));
  if (begun.documents === 0) {
    io.document({ run: begun, groups: [] });
    io.print(t.reprocess.current);
    return exitCodes.ok;
  }
  const run = await waitWhile(io, client, begun, 'comparing');
  const { groups } = await client.reprocessChanges(run.runId);
  io.print(t.reprocess.compared(run));
  io.print(groups.length === 0 ? t.reprocess.noChange : groupTable(io, groups));
  const due = unchanged ? run.documents - run.failed : run.changed;
  const wanted =
    run.state === 'ready' && due > 0 && !dryRun && (publish || (await confirm(io, t.reprocess.ask(due))));
  const end = wanted
    ? await waitWhile(io, client, await client.publishReprocess(run.runId, unchanged), 'publishing')
    : run;
  io.document({ run: end, groups });
  if (end.state === 'done') io.print(t.reprocess.published(end.published));
  else if (end.state === 'ready' && due > 0) io.print(t.reprocess.how(end.runId));
  return exitCodes.ok;
}

async function waitWhile(
  io: Io,
  client: NianbaoClient,
  begun: ReprocessRun,
  state: 'comparing' | 'publishing',
): Promise<ReprocessRun> {
  const { title, publishing } = io.t.reprocess;
  const progress = createProgress(io, state === 'comparing' ? title : publishing);
  let run = begun;
  try {
    while (run.state === state) {
      const [done, all] =
        state === 'comparing' ? [run.compared, run.documents] : [run.published, run.changed];
      progress.update(done, all, `${done}/${all}`);
      await sleep(askEveryMs, undefined, { signal: io.signal });
      run = await client.reprocessRun(run.runId);
    }
  } finally {
    progress.stop();
  }
  return run;
}

function groupTable(io: Io, groups: readonly ChangeGroup[]): string {
  const { columns, kinds, changes } = io.t.reprocess;
  return renderTable(
    io,
    [
      { title: columns.kind },
      { title: columns.key },
      { title: columns.change },
      { title: columns.reports, align: 'right' },
      { title: columns.before, flexible: true },
      { title: columns.after, flexible: true },
    ],
    groups.map(({ kind, key, change, reports, examples: [example] }) => [
      kinds[kind],
      nameOf(io, kind, key),
      changes[change],
      String(reports),
      example?.before ?? '',
      example?.after ?? '',
    ]),
  );
}

/** What people call it, before the word of the conditions. */
function nameOf({ language }: Io, kind: ChangeGroup['kind'], key: string): string {
  const labels = profileLabels();
  if (kind === 'indicator') return `${labels.indicator(key)[language]} ${key}`;
  if (kind === 'part') return `${labels.part(key)[language]} ${key}`;
  const known = Object.entries(findingNames).find(([code]) => kind === 'finding' && code === key)?.[1];
  return known === undefined ? key : `${known[language]} ${key}`;
}

function listRuns(io: Io, runs: readonly ReprocessRun[]): ExitCode {
  const { columns, states, noRuns } = io.t.reprocess;
  io.document({ runs });
  const counts = ['documents', 'compared', 'changed', 'failed', 'published'] as const;
  const table = () =>
    renderTable(
      io,
      [
        { title: columns.run },
        { title: columns.created },
        { title: columns.state },
        ...counts.map((key) => ({ title: columns[key], align: 'right' as const })),
      ],
      runs.map((run) => [
        run.runId,
        run.createdAt.slice(0, 16).replace('T', ' '),
        states[run.state],
        ...counts.map((key) => String(run[key])),
      ]),
    );
  io.print(runs.length === 0 ? noRuns : table());
  return exitCodes.ok;
}
