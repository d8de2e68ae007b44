import { runCommand } from '../run-command.ts';

/** A server program that was seen to run. */
export interface RedisBinary {
  path: string;
  /** Added to the environment, e.g. where its libraries lie. */
  env: Record<string, string>;
  kind: 'redis' | 'valkey';
  version: string;
}

/** What BullMQ recommends; older ones lack commands its scripts use. */
export const oldestVersion = '6.2.0';

/** Asks the program for its version. Throws when it does not run or is no Redis. */
export async function probeBinary(path: string, env: Record<string, string> = {}): Promise<RedisBinary> {
  const output = await runCommand(path, ['--version'], {
    env: { ...process.env, ...env },
    timeoutMs: 10_000,
  });
  const match = /(redis|valkey) server v=(\d+\.\d+\.\d+)/i.exec(output);
  if (!match?.[1] || !match[2]) throw new Error(`${path} is no Redis server: ${output.slice(0, 200)}`);
  return { path, env, kind: match[1].toLowerCase() === 'valkey' ? 'valkey' : 'redis', version: match[2] };
}

export function isRecentEnough(version: string, oldest = oldestVersion): boolean {
  const parts = (v: string) => v.split('.').map(Number);
  const [have, want] = [parts(version), parts(oldest)];
  for (let i = 0; i < 3; i++) {
    const difference = (have[i] ?? 0) - (want[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
