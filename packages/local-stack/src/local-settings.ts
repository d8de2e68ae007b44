import path from 'node:path';
import { type Env, maskUrls } from '@nianbao/service-kit';
import { freePort } from './free-port.ts';
import { keptSecret } from './kept-secret.ts';

/**
 * The environment for a stack on one machine: what the operator set stands; the rest is free ports and a folder of ours.
 * Ports are settled before anything listens, because one service makes links to another.
 */
export async function localSettings(env: Env, dataDir: string): Promise<Env> {
  const intakePort = await portOf(env.INTAKE_PORT);
  const consolePort = await portOf(env.CONSOLE_PORT);
  const settings: Env = {
    ...env,
    INTAKE_PORT: intakePort,
    CONSOLE_PORT: consolePort,
    CONSOLE_INTAKE_URL: env.CONSOLE_INTAKE_URL || `http://127.0.0.1:${intakePort}`,
    // The console's page uploads straight to the intake, which to a browser is another site.
    SECRETS_KEY: env.SECRETS_KEY || (await keptSecret(path.join(dataDir, 'secrets-key'))),
    INTAKE_ALLOWED_ORIGINS:
      env.INTAKE_ALLOWED_ORIGINS || `http://127.0.0.1:${consolePort},http://localhost:${consolePort}`,
  };
  if (env.S3_BUCKET) return settings;
  return {
    ...settings,
    STORE_DIR: env.STORE_DIR || path.join(dataDir, 'store'),
    STORE_PUBLIC_URL: env.STORE_PUBLIC_URL || `http://127.0.0.1:${intakePort}/objects`,
    STORE_SECRET: env.STORE_SECRET || (await keptSecret(path.join(dataDir, 'store-secret'))),
  };
}

/** For people: where the objects are. */
export function describeStore(settings: Env): string {
  if (!settings.S3_BUCKET) return path.resolve(settings.STORE_DIR ?? '');
  return maskUrls(`S3 ${settings.S3_ENDPOINT || 'AWS'} / ${settings.S3_BUCKET}`);
}

async function portOf(wanted: string | undefined): Promise<string> {
  return wanted && wanted !== '0' ? wanted : String(await freePort());
}
