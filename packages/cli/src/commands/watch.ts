import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import type { NianbaoClient } from '@nianbao/client';
import { watchFolder } from '@nianbao/local-stack/watch-folder';
import { batchName } from '../batch-name.ts';
import { CliError } from '../cli-error.ts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { userFolder } from '../places.ts';
import type { Io } from '../terminal/io.ts';
import { plainText } from '../terminal/plain-text.ts';
import { collectFile } from '../upload/collect-folder.ts';
import { isIgnoredPath } from '../upload/ignored-name.ts';
import { reasonOf } from '../upload/print-outcome.ts';
import { type UploadOutcome, uploadAll } from '../upload/upload-all.ts';

interface WatchOptions {
  batch?: string;
  profile?: string;
}

const concurrency = 4;

/** Uploads what appears in a folder, once it no longer grows, until Ctrl-C. With `--json`: one line per file. */
export async function runWatch(io: Io, folder: string, options: WatchOptions): Promise<ExitCode> {
  const { t } = io;
  const cwd = userFolder();
  const path = resolve(cwd, folder);
  if (!(await stat(path).catch(() => null))?.isDirectory())
    throw new CliError('badInput', t.errors.notFolder(folder));
  const batch = batchName(options.batch, [folder], cwd, t);
  const client = connect(t);
  const upload = {
    batch,
    concurrency,
    signal: io.signal,
    ...(options.profile === undefined ? {} : { profile: options.profile }),
  };
  const watcher = watchFolder(path, {
    async onStableFile(file) {
      const name = relative(path, file).replaceAll('\\', '/');
      if (!isIgnoredPath(name)) await take(io, client, file, name, upload);
    },
    onError: (error, file) => failed(io, relative(path, file), error),
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
  client: NianbaoClient,
  file: string,
  name: string,
  options: Parameters<typeof uploadAll>[2],
): Promise<void> {
  const collection = await collectFile(file, name);
  try {
    const outcome = await uploadAll(client, collection.files, options);
    outcome.skipped.push(...collection.skipped);
    report(io, outcome);
  } finally {
    await collection.close();
  }
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

/** The watching goes on and tries the file again later: the server may come back. */
function failed(io: Io, name: string, error: unknown): void {
  if (io.signal.aborted) return;
  const reason = error instanceof Error ? error.message : String(error);
  if (io.json) io.line({ event: 'failed', name, reason });
  io.note(io.t.watch.failed(name, reason));
}
