import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { batchName } from '../batch-name.ts';
import { CliError } from '../cli-error.ts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { userFolder } from '../places.ts';
import { describeError } from '../report-error.ts';
import type { Io } from '../terminal/io.ts';
import { plainText } from '../terminal/plain-text.ts';
import { collectFile } from '../upload/collect-folder.ts';
import { reasonOf } from '../upload/print-outcome.ts';
import { type UploadOutcome, uploadAll } from '../upload/upload-all.ts';
import type { FoundFile } from '../upload/walk-folder.ts';
import { watchFolder } from '../upload/watch-folder.ts';

interface WatchOptions {
  batch?: string;
  profile?: string;
}

const concurrency = 4;

/** Uploads what appears in a folder, once it no longer grows, until Ctrl-C. With `--json`: one line per file. */
export async function runWatch(io: Io, folder: string, options: WatchOptions): Promise<ExitCode> {
  const { t } = io;
  const cwd = userFolder(io.env);
  const path = resolve(cwd, folder);
  if (!(await stat(path).catch(() => null))?.isDirectory())
    throw new CliError('badInput', t.errors.notFolder(folder));
  const batch = batchName(options.batch, [folder], cwd, t);
  connect(io);
  const upload = {
    batch,
    concurrency,
    signal: io.signal,
    explain: (error: unknown) => describeError(io, error).message,
    ...(options.profile === undefined ? {} : { profile: options.profile }),
  };
  const teller = createTeller(io);
  const watcher = watchFolder(path, {
    async onStableFile(file) {
      await take(io, path, file, upload);
      teller.back();
    },
    onError: (error, name) => teller.failed(name || path, error),
  });
  io.note(t.watch.watching(path, batch));
  const alive = setInterval(() => {}, 60_000);
  if (!io.signal.aborted) await once(io.signal, 'abort');
  clearInterval(alive);
  await watcher.close();
  return exitCodes.ok;
}

async function take(
  io: Io,
  folder: string,
  { path, name }: FoundFile,
  options: Parameters<typeof uploadAll>[2],
): Promise<void> {
  const collection = await collectFile({ path, name, origin: join(folder, name) });
  try {
    // Anew for every file: a Nianbao that was started again in the meantime is reached under another address.
    const outcome = await uploadAll(connect(io), collection.files, options);
    outcome.skipped.push(...collection.skipped);
    const passing = takeOutPassing(io, outcome);
    report(io, outcome);
    if (passing !== undefined) throw new CliError('someFailed', passing);
  } finally {
    await collection.close();
  }
}

/** What may go well later is left to the next attempt: a server in trouble, a share that is away, a file not to be read yet. */
function takeOutPassing(io: Io, outcome: UploadOutcome): string | undefined {
  const failed = outcome.failed.filter(({ refused }) => !refused);
  const unreadable = outcome.skipped.filter(({ reason }) => reason === 'unreadable');
  outcome.failed = outcome.failed.filter(({ refused }) => refused);
  outcome.skipped = outcome.skipped.filter(({ reason }) => reason !== 'unreadable');
  return [...failed.map(({ reason }) => reason), ...unreadable.map((file) => reasonOf(io, file))][0];
}

function report(io: Io, outcome: UploadOutcome): void {
  const { watch } = io.t;
  const tell = (event: string, fields: object, line: string): void => {
    if (io.json) io.line({ event, ...fields });
    io.print(plainText(line));
  };
  for (const file of outcome.uploaded) tell('uploaded', file, watch.uploaded(file.name));
  for (const file of [...outcome.known, ...outcome.repeated]) tell('known', file, watch.known(file.name));
  for (const file of outcome.skipped) tell('skipped', file, watch.skipped(file.origin, reasonOf(io, file)));
  for (const file of outcome.failed) tell('failed', file, watch.failed(file.name, file.reason));
}

/** The watching goes on and tries the file again later. A Nianbao that is away is away for every file: told once. */
function createTeller(io: Io) {
  let away: string | undefined;
  return {
    back() {
      away = undefined;
    },
    failed(name: string, error: unknown): void {
      if (io.signal.aborted) return;
      const { exit, message } = describeError(io, error);
      if (exit === 'notRunning' && message === away) return;
      away = exit === 'notRunning' ? message : undefined;
      if (io.json) io.line({ event: 'failed', name, reason: message });
      io.note(plainText(io.t.watch.later(name, message)));
    },
  };
}
