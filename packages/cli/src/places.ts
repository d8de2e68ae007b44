import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout this program lies in. */
const checkout = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

/** Where the local stack keeps its data: NIANBAO_HOME, else `.nianbao` in the checkout. */
export function dataFolder(env: NodeJS.ProcessEnv): string {
  return env.NIANBAO_HOME ? resolve(userFolder(env), env.NIANBAO_HOME) : resolve(checkout, '.nianbao');
}

/** Reports that come with the checkout. */
export function sampleFolder(): string {
  return resolve(checkout, 'tests/samples/reports');
}

/**
 * The folder the user is in. pnpm and npm run scripts in the checkout's root and leave the user's folder in INIT_CWD; elsewhere
 * that variable is an outer script's and means nothing.
 */
export function userFolder(env: NodeJS.ProcessEnv, cwd: string = process.cwd()): string {
  return env.INIT_CWD && resolve(cwd) === checkout ? env.INIT_CWD : cwd;
}
