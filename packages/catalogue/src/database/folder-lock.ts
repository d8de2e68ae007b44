import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';

interface Holder {
  pid: number;
  /** Kernel start time of the process, where /proc tells it: process ids are used again. */
  started: string | null;
}

/** A takeover takes milliseconds; one older than this died halfway. */
const takeoverMs = 10_000;

/** Folders this very process holds: its own id in a lock file says nothing about who in it. */
const held = new Set<string>();

/**
 * Takes a folder for this process; two processes writing the same embedded database would destroy it. A holder that was killed
 * leaves its lock behind: it is taken over. Returns the release. Throws when a living process holds the folder.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = `${resolve(folder)}.lock`;
  if (held.has(path)) throw inUse(folder, process.pid);
  held.add(path);
  try {
    await mkdir(folder, { recursive: true });
    await take(path, folder);
  } catch (error) {
    held.delete(path);
    throw error;
  }
  return async () => {
    await rm(path, { force: true });
    held.delete(path);
  };
}

async function take(path: string, folder: string): Promise<void> {
  const mine: Holder = { pid: process.pid, started: await startTime(process.pid) };
  if (await createFile(path, mine)) return;
  const holder = await readHolder(path);
  if (holder && (await isAlive(holder))) throw inUse(folder, holder.pid);
  await takeOver(path, folder, mine);
}

/** Replaces the lock of a dead process. Under a second lock: of two that find it dead, the slower must not undo the faster one's. */
async function takeOver(path: string, folder: string, mine: Holder): Promise<void> {
  const guard = `${path}.takeover`;
  const since = await stat(guard).catch(() => null);
  if (since && Date.now() - since.mtimeMs > takeoverMs) await rm(guard, { force: true });
  if (!(await createFile(guard, mine))) throw inUse(folder, null);
  try {
    const holder = await readHolder(path);
    if (holder && (await isAlive(holder))) throw inUse(folder, holder.pid);
    await writeFile(path, JSON.stringify(mine));
  } finally {
    await rm(guard, { force: true });
  }
}

/** False when there is such a file already. */
async function createFile(path: string, holder: Holder): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(holder), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(path: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch {
    // Gone in the meantime, or cut short by a crash.
    return null;
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  // In a container the new process often has the id of the one that died; it does not hold the folder, see `held`.
  if (holder.pid === process.pid) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return holder.started === null || holder.started === (await startTime(holder.pid));
}

async function startTime(pid: number): Promise<string | null> {
  try {
    // Field 22 of proc(5) stat, counted after the command, which may hold spaces and brackets.
    const line = await readFile(`/proc/${pid}/stat`, 'utf8');
    return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function inUse(folder: string, pid: number | null): Error {
  return new Error(
    `嵌入式数据库 ${folder} 正被${pid ? `进程 ${pid} ` : '另一进程'}使用。请停止该进程，或设置 DATABASE_URL 使用 PostgreSQL。` +
      ` The embedded database ${folder} is in use by ${pid ? `process ${pid}` : 'another process'}.` +
      ' Stop that one, or set DATABASE_URL to use a PostgreSQL server.',
  );
}
