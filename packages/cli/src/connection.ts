import { createClient, type NianbaoClient } from '@nianbao/client';
import { readRunFile } from '@nianbao/local-stack/run-file';
import { CliError } from './cli-error.ts';
import type { Messages } from './messages/index.ts';
import { dataFolder } from './places.ts';

export interface Addresses {
  intakeUrl: string;
  apiUrl: string;
  redisUrl: string | null;
}

/** Where Nianbao runs: what the environment says, and for the rest the local stack that is running. Null when neither knows. */
export function findAddresses(env: NodeJS.ProcessEnv = process.env): Addresses | null {
  const run = readRunFile(dataFolder(env));
  const intakeUrl = env.NIANBAO_INTAKE_URL || run?.intakeUrl;
  const apiUrl = env.NIANBAO_API_URL || run?.apiUrl;
  if (!intakeUrl || !apiUrl) return null;
  return { intakeUrl, apiUrl, redisUrl: env.REDIS_URL || run?.redisUrl || null };
}

/** A client of the running Nianbao. Throws `CliError` when there is none. */
export function connect(t: Messages, env: NodeJS.ProcessEnv = process.env): NianbaoClient {
  const addresses = findAddresses(env);
  if (!addresses) throw new CliError('notRunning', t.errors.notRunning);
  return clientOf(addresses, t, env);
}

export function clientOf(
  addresses: Omit<Addresses, 'redisUrl'>,
  { locale }: Messages,
  env: NodeJS.ProcessEnv = process.env,
): NianbaoClient {
  const apiKey = env.NIANBAO_API_KEY;
  return createClient({ ...addresses, language: locale, ...(apiKey ? { apiKey } : {}) });
}

/** The Redis of the results queues; it may be known without the HTTP addresses. */
export function findRedis(t: Messages, env: NodeJS.ProcessEnv = process.env): string {
  const redisUrl = env.REDIS_URL || readRunFile(dataFolder(env))?.redisUrl;
  if (!redisUrl) throw new CliError('notRunning', t.errors.noRedis);
  return redisUrl;
}
