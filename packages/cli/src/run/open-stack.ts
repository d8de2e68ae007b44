import type { NianbaoClient } from '@nianbao/client';
import { CliError } from '../cli-error.ts';
import { clientOf, findAddresses } from '../connection.ts';
import { dataFolder } from '../places.ts';
import type { Io } from '../terminal/io.ts';

export interface OpenStack {
  client: NianbaoClient;
  dataDir: string;
  /** Stops what was started here; a Nianbao that ran before goes on. */
  close(): Promise<void>;
}

/** The Nianbao that runs, or one started for as long as it is needed. Throws `CliError` when the environment names one that does not answer. */
export async function openStack(io: Io): Promise<OpenStack> {
  const { t } = io;
  const dataDir = dataFolder(io.env);
  const addresses = findAddresses(io);
  if (addresses !== null) {
    const client = clientOf(addresses, io);
    const ready = await client.ready();
    if (!ready.intake) throw new CliError('notRunning', t.errors.unreachable(addresses.intakeUrl));
    if (!ready.api) throw new CliError('notRunning', t.errors.unreachable(addresses.apiUrl));
    io.note(t.stack.attached);
    return { client, dataDir, close: async () => {} };
  }
  io.note(t.stack.starting);
  const { startLocalStack } = await import('@nianbao/local-stack');
  const stack = await startLocalStack({
    dataDir,
    log: 'silent',
    env: io.env,
    onProgress: (message) => io.note(message[io.language]),
  });
  return {
    client: clientOf(stack, io),
    dataDir,
    async close() {
      io.note(t.stack.stopping);
      await stack.stop();
    },
  };
}
