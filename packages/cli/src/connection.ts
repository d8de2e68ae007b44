import { createClient, type NianbaoClient } from '@nianbao/client';
import { readRunFile } from '@nianbao/local-stack/run-file';
import { CliError } from './cli-error.ts';
import { dataFolder } from './places.ts';
import type { Io } from './terminal/io.ts';

export interface Addresses {
  intakeUrl: string;
  apiUrl: string;
  redisUrl: string | null;
}

/** Where Nianbao runs: what the environment says, and for the rest the local stack that is running. Null when neither knows. */
export function findAddresses({ env }: Io): Addresses | null {
  const run = readRunFile(dataFolder(env));
  const intakeUrl = env.NIANBAO_INTAKE_URL || run?.intakeUrl;
  const apiUrl = env.NIANBAO_API_URL || run?.apiUrl;
  if (!intakeUrl || !apiUrl) return null;
  return { intakeUrl, apiUrl, redisUrl: env.REDIS_URL || run?.redisUrl || null };
}

/** A client of the running Nianbao. Throws `CliError` when there is none. */
export function connect(io: Io): NianbaoClient {
  const addresses = findAddresses(io);
  if (!addresses) throw new CliError('notRunning', io.t.errors.notRunning);
  return clientOf(addresses, io);
}

/** A client of the Nianbao at these addresses; makes no call yet. */
export function clientOf(addresses: Omit<Addresses, 'redisUrl'>, { t, env }: Io): NianbaoClient {
  const apiKey = env.NIANBAO_API_KEY;
  return createClient({ ...addresses, language: t.locale, ...(apiKey ? { apiKey } : {}) });
}

/** The Redis of the results queues; it may be known without the HTTP addresses. Throws `CliError` when nothing names one. */
export function findRedis({ t, env }: Io): string {
  const redisUrl = env.REDIS_URL || readRunFile(dataFolder(env))?.redisUrl;
  if (!redisUrl) throw new CliError('notRunning', t.errors.noRedis);
  return redisUrl;
}
