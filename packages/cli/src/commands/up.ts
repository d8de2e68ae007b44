import { once } from 'node:events';
import { startLocalStack } from '@nianbao/local-stack';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { dataFolder } from '../places.ts';
import { renderFacts } from '../report/render-report.ts';
import type { Io } from '../terminal/io.ts';

/** Keeps the local stack running until Ctrl-C or SIGTERM. With `--json`: a line when it is ready and one when it has stopped. */
export async function runUp(io: Io, options: { verbose?: boolean }): Promise<ExitCode> {
  const { t } = io;
  io.note(t.stack.starting);
  const stack = await startLocalStack({
    dataDir: dataFolder(io.env),
    log: options.verbose ? 'info' : 'silent',
    env: io.env,
    onProgress: (message) => io.note(message[io.language]),
  });
  const { intakeUrl, apiUrl, dataDir, storeDescription } = stack;
  if (io.json)
    io.line({ event: 'ready', pid: process.pid, intakeUrl, apiUrl, dataDir, store: storeDescription });
  io.print(io.colours.green(t.stack.ready));
  renderFacts(io, [
    [t.stack.api, apiUrl],
    [t.stack.intake, intakeUrl],
    [t.stack.store, storeDescription],
    [t.stack.data, dataDir],
  ]);
  io.print();
  io.print(t.stack.next);
  renderFacts(io, [
    [t.stack.nextUpload, 'npx -y pnpm@12 nianbao upload <…>'],
    [t.stack.nextStatus, 'npx -y pnpm@12 nianbao status --watch'],
    [t.stack.nextResults, 'npx -y pnpm@12 nianbao results'],
  ]);
  io.print(t.stack.stopHint);
  // Without a timer nothing might keep the process alive while all is quiet.
  const alive = setInterval(() => {}, 60_000);
  if (!io.signal.aborted) await once(io.signal, 'abort');
  clearInterval(alive);
  io.note(t.stack.stopping);
  await stack.stop();
  if (io.json) io.line({ event: 'stopped' });
  io.note(t.stack.stopped);
  return exitCodes.ok;
}
