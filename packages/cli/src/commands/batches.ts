import type { BatchProgress } from '@nianbao/contracts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { formatDuration } from '../terminal/format.ts';
import type { Io } from '../terminal/io.ts';
import { type Column, renderTable } from '../terminal/table.ts';

const accountKeys = ['uploaded', 'published', 'failed', 'unsupported', 'duplicate', 'inFlight'] as const;

/** The newest batches, each with its account, how far it is and how it is steered. */
export async function runBatches(io: Io, options: { limit?: number }): Promise<ExitCode> {
  const { t } = io;
  const batches = await connect(io).batchProgress(options);
  io.document({ batches });
  if (batches.length === 0) io.print(t.steering.noBatches);
  else io.print(renderTable(io, columns(io), batches.map(row(io))));
  return exitCodes.ok;
}

function columns({ t }: Io): Column[] {
  const right = { align: 'right' as const };
  const { progress, rate, eta, priority } = t.steering.columns;
  return [
    { title: t.columns.batch, flexible: true },
    { title: t.columns.state, spare: true },
    { title: priority, spare: true },
    ...accountKeys.map((key) => ({ title: t.columns[key], ...right })),
    ...[progress, rate, eta].map((title) => ({ title, ...right, spare: true })),
  ];
}

function row({ t }: Io) {
  const { batchStates, levels } = t.steering;
  return ({ batchId, account, pausedAt, priority, ratePerSecond, etaSeconds }: BatchProgress): string[] => {
    const { uploaded, inFlight } = account;
    const state = inFlight === 0 ? 'done' : pausedAt === undefined ? 'running' : 'paused';
    const share = uploaded === 0 ? 1 : (uploaded - inFlight) / uploaded;
    return [
      batchId,
      batchStates[state],
      priority === undefined ? '' : levels[priority],
      ...accountKeys.map((key) => String(account[key])),
      `${Math.floor(100 * share)}%`,
      ratePerSecond === 0 ? '' : ratePerSecond.toFixed(1),
      etaSeconds === null ? '' : formatDuration(etaSeconds),
    ];
  };
}
