import path from 'node:path';
import type { Check, Settings } from './check.ts';
import { checkCatalogue } from './check-catalogue.ts';
import { checkDisk, checkNode, checkPorts } from './check-machine.ts';
import { checkRedis } from './check-redis.ts';
import { checkStore } from './check-store.ts';

/** Looks at everything a start needs, the same way a start would, and says how to put right what is wrong. Never throws. */
export async function doctor(env: Settings, dataDir: string): Promise<Check[]> {
  const folder = path.resolve(dataDir);
  const disk = await checkDisk(folder);
  return [
    checkNode(),
    disk,
    ...(await Promise.all([
      checkRedis(env, folder),
      checkStore(env, folder),
      checkCatalogue(env, folder),
      checkPorts(env, folder),
    ])),
  ];
}
