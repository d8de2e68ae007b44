import path from 'node:path';
import type { Env } from '@nianbao/service-kit';
import type { Check } from './check.ts';
import { checkCatalogue } from './check-catalogue.ts';
import { checkDisk, checkNode, checkPorts } from './check-machine.ts';
import { checkRedis } from './check-redis.ts';
import { checkStore } from './check-store.ts';

export type { Check } from './check.ts';

/**
 * Looks at everything a start needs and says how to put right what is wrong. Takes `limitSeconds` at most and starts nothing: a
 * Redis or database that a start would bring along is only named. Never throws.
 */
export async function doctor(env: Env, dataDir: string, limitSeconds = 5): Promise<Check[]> {
  const folder = path.resolve(dataDir);
  const inTime = (name: string, check: Promise<Check>) => within(limitSeconds, name, check);
  return Promise.all([
    checkNode(),
    inTime('disk', checkDisk(folder)),
    inTime('redis', checkRedis(env, folder)),
    inTime('store', checkStore(env, folder)),
    inTime('catalogue', checkCatalogue(env, folder)),
    inTime('ports', checkPorts(env, folder)),
  ]);
}

/** A server that takes connections and never answers must not keep the others' news back. */
async function within(limitSeconds: number, name: string, check: Promise<Check>): Promise<Check> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Check>((resolve) => {
    timer = setTimeout(() => resolve(tooLate(limitSeconds, name)), limitSeconds * 1_000);
  });
  try {
    return await Promise.race([check, late]);
  } finally {
    clearTimeout(timer);
  }
}

function tooLate(limitSeconds: number, name: string): Check {
  return {
    name,
    status: 'fail',
    message: { zh: `${limitSeconds} 秒内没有应答`, en: `No answer within ${limitSeconds} s` },
    fix: {
      zh: '请检查地址、网络与防火墙，并确认该服务没有过载。',
      en: 'Check the address, the network and firewalls, and that the service is not overloaded.',
    },
  };
}
