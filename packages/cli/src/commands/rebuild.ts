import { setTimeout as sleep } from 'node:timers/promises';
import type { NianbaoClient } from '@nianbao/client';
import type { RebuildStatus } from '@nianbao/contracts';
import { CliError } from '../cli-error.ts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Io } from '../terminal/io.ts';
import { createProgress } from '../terminal/progress.ts';

const askEveryMs = 500;

/** Rebuilds the catalogue from the object store and waits for the end. Ctrl-C stops the waiting, not the rebuild. */
export async function runRebuild(io: Io): Promise<ExitCode> {
  const { t } = io;
  const client = connect(io);
  io.note(t.rebuild.running);
  let status = await startOrJoin(client);
  const progress = createProgress(io, t.rebuild.phase);
  while (status.state === 'running') {
    await sleep(askEveryMs, undefined, { signal: io.signal });
    status = await client.rebuildStatus();
    progress.update(0, 0, describe(io, status));
  }
  progress.stop();
  if (status.state === 'failed') throw new CliError('internal', t.errors.internal(status.error ?? 'rebuild'));
  io.document(status);
  io.print(t.rebuild.done);
  if (status.unreadableCount > 0) {
    io.print(t.rebuild.unreadable(status.unreadableCount));
    for (const key of status.unreadable) io.print(`  ${key}`);
  }
  return exitCodes.ok;
}

/** One that runs already is waited for. */
async function startOrJoin(client: NianbaoClient): Promise<RebuildStatus> {
  try {
    return await client.rebuild();
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 409) return client.rebuildStatus();
    throw error;
  }
}

function describe({ t }: Io, { phase, done }: RebuildStatus): string {
  return phase === null ? '' : `${t.rebuild.phases[phase]} ${done}`;
}
