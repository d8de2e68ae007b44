import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identifyProcess, isRunning, type ProcessIdentity } from './process-identity.ts';

export interface LockHolder extends ProcessIdentity {
  /** ISO time. */
  since: string;
}
export interface FileLock {
  release(): Promise<void>;
}

export class LockHeldError extends Error {
  override readonly name = 'LockHeldError';
  readonly holder: LockHolder;
  constructor(file: string, holder: LockHolder) {
    super(`${file} is held by process ${holder.pid} since ${holder.since}`);
    this.holder = holder;
  }
}

/**
 * Takes the lock `file`, which names its holder. The lock of a dead process is taken over.
 * With `waitMs`, waits that long for a living holder. Throws {@link LockHeldError}.
 */
export async function acquireLock(file: string, waitMs = 0): Promise<FileLock> {
  await mkdir(path.dirname(file), { recursive: true });
  const mine = `${file}.${randomUUID()}`;
  const holder: LockHolder = { ...identifyProcess(process.pid), since: new Date().toISOString() };
  const content = JSON.stringify(holder);
  await writeFile(mine, content, { mode: 0o600 });
  try {
    await take(mine, file, Date.now() + waitMs);
  } finally {
    await rm(mine, { force: true });
  }
  return {
    release: async () => {
      if ((await readText(file)) === content) await rm(file, { force: true });
    },
  };
}

async function take(mine: string, file: string, deadline: number): Promise<void> {
  for (;;) {
    // A hard link appears with its content or not at all, so no reader sees a half-written lock.
    if (await tryLink(mine, file)) return;
    const seen = await readText(file);
    if (seen === null) continue;
    const holder = parseHolder(seen);
    if (holder === null || !isRunning(holder)) await discard(file, seen);
    else if (Date.now() >= deadline) throw new LockHeldError(file, holder);
    else await sleep(100);
  }
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes a dead process's lock, unless a rival has replaced it since it was read. */
async function discard(file: string, seen: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if ((await readText(aside)) !== seen) await tryLink(aside, file);
  await rm(aside, { force: true });
}

async function readText(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function parseHolder(text: string): LockHolder | null {
  try {
    const value = JSON.parse(text) as Partial<LockHolder>;
    return typeof value.pid === 'number' && value.pid > 0 ? (value as LockHolder) : null;
  } catch {
    return null;
  }
}
