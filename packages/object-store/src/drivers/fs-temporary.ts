import { createHash, randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** A writer of another host, or whose process id was given out again, is taken for dead after a day. */
const abandonedAfterMs = 24 * 3600 * 1000;
const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 12);

/** Name for a temporary file that tells whose it is. */
export function temporaryName(): string {
  return `${host}~${process.pid}~${randomUUID()}`;
}

/** Removes what killed writers left behind: nobody else does, and no reader ever sees it. */
export async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (await isAbandoned(name, path)) await rm(path, { force: true });
  }
}

async function isAbandoned(name: string, path: string): Promise<boolean> {
  const [owner, pid] = name.split('~');
  if (owner === host && !isAlive(Number(pid))) return true;
  const info = await stat(path).catch(() => null);
  return info !== null && Date.now() - info.mtimeMs > abandonedAfterMs;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
