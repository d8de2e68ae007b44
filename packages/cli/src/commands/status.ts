import { setTimeout as sleep } from 'node:timers/promises';
import type { Account, StatusResponse } from '@nianbao/contracts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { formatDuration, formatTime } from '../terminal/format.ts';
import type { Io } from '../terminal/io.ts';
import { plainText } from '../terminal/plain-text.ts';
import { renderTable } from '../terminal/table.ts';

interface StatusOptions {
  batch?: string;
  watch?: boolean;
}

const refreshMs = 1_000;
/** Terminal codes: cursor to the top; clear the rest of the line; clear everything below. */
const [home, clearLine, clearBelow] = ['\u001b[H', '\u001b[K', '\u001b[J'];

/** Queues and accounts, once or again and again until Ctrl-C (with `--json`: one line per look). */
export async function runStatus(io: Io, options: StatusOptions): Promise<ExitCode> {
  const client = connect(io);
  const query = options.batch === undefined ? {} : { batch: options.batch };
  if (!options.watch) {
    const status = await client.status(query);
    io.document(status);
    printStatus(io, status, options.batch);
    return exitCodes.ok;
  }
  while (!io.signal.aborted) {
    const status = await client.status(query);
    if (io.json) io.line(status);
    else if (io.stdout.isTTY) redraw(io, status, options.batch);
    else printStatus(io, status, options.batch);
    await sleep(refreshMs, undefined, { signal: io.signal }).catch(() => {});
  }
  return exitCodes.ok;
}

/** Over the last picture, in one write: clearing the screen first would flicker. */
function redraw(io: Io, status: StatusResponse, batch: string | undefined): void {
  const lines: string[] = [];
  const rows = io.stdout.rows ?? Infinity;
  const print = (line = '') => lines.push(...line.split('\n'));
  printStatus(
    { ...io, print },
    status,
    batch,
    Math.max(1, rows - status.stages.length - otherRows(io, status)),
  );
  const shown = lines.slice(0, Math.max(1, rows - 1));
  io.stdout.write(`${home}${shown.map((line) => `${line}${clearLine}\n`).join('')}${clearBelow}`);
}

/** Headings, sums and gaps, the store's silence, what is paused, the last line and the cursor's. */
function otherRows(io: Io, status: StatusResponse): number {
  return 9 + pausedLines(io, status, undefined).length;
}

function printStatus(
  io: Io,
  status: StatusResponse,
  batch: string | undefined,
  mostBatches = Infinity,
): void {
  const { t, language } = io;
  const right = { align: 'right' as const };
  const queueColumns = [
    { title: t.columns.stage },
    ...(['waiting', 'active', 'delayed', 'failed', 'workers'] as const).map((key) => ({
      title: t.columns[key],
      ...right,
    })),
    ...(['concurrency', 'oldest'] as const).map((key) => ({ title: t.steering.columns[key], ...right })),
  ];
  const stages = status.stages.map((stage) => [
    stage.title[language],
    ...[stage.waiting, stage.active, stage.delayed, stage.failed, stage.workers].map(String),
    String(stage.concurrency ?? stage.defaultConcurrency ?? ''),
    typeof stage.oldestWaitingSeconds === 'number' ? formatDuration(stage.oldestWaitingSeconds) : '',
  ]);
  io.print(renderTable(io, queueColumns, stages));
  io.print();
  const accountColumns = [
    { title: t.columns.batch, flexible: true },
    ...accountKeys.map((key) => ({ title: t.columns[key], ...right })),
  ];
  const batches = batch === undefined ? status.batches : [];
  const accounts = [
    ...batches.slice(0, mostBatches).map((each) => accountRow(each.batchId, each.account)),
    accountRow(batch ?? t.status.all, status.account),
  ];
  io.print(renderTable(io, accountColumns, accounts));
  if (batches.length > mostBatches) io.print(t.words.more(batches.length - mostBatches));
  io.print();
  if (status.storeUnavailable) io.print(io.colours.red(t.status.storeUnavailable));
  for (const line of pausedLines(io, status, batch)) io.print(io.colours.yellow(line));
  io.print(progressLine(io, status));
}

function pausedLines(
  { t, language }: Io,
  { stages, batches }: StatusResponse,
  batch: string | undefined,
): string[] {
  const since = (at: string | null | undefined) => (at ? formatTime(at) : '');
  return [
    ...stages
      .filter(({ paused }) => paused)
      .map(({ title, pausedAt }) => t.steering.stagePaused(title[language], since(pausedAt))),
    ...batches
      .filter(({ batchId, pausedAt }) => pausedAt && (batch === undefined || batchId === batch))
      .map(({ batchId, pausedAt }) => t.steering.batchPaused(plainText(batchId), since(pausedAt))),
  ];
}

const accountKeys = ['uploaded', 'published', 'failed', 'unsupported', 'duplicate', 'inFlight'] as const;

function accountRow(name: string, account: Account): string[] {
  return [name, ...accountKeys.map((key) => String(account[key]))];
}

function progressLine({ t }: Io, status: StatusResponse): string {
  if (status.account.inFlight === 0) return t.status.idle;
  const eta = status.etaSeconds === null ? '' : `  ${t.words.eta(formatDuration(status.etaSeconds))}`;
  return `${t.status.rate(status.ratePerSecond.toFixed(1))}${eta}`;
}
