import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process told apart from a later one that got the same pid. */
export interface ProcessIdentity {
  pid: number;
  /** When the kernel says it started; opaque. Null where that cannot be asked. */
  startStamp: string | null;
}

export function identifyProcess(pid: number): ProcessIdentity {
  return { pid, startStamp: startStamp(pid) };
}

/** Whether this very process still runs. */
export function isRunning(identity: ProcessIdentity): boolean {
  if (!pidExists(identity.pid)) return false;
  const now = startStamp(identity.pid);
  return identity.startStamp === null || now === null || now === identity.startStamp;
}

export function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return processState(pid) !== 'Z';
}

/** A zombie answers signal 0 but does nothing any more. */
function processState(pid: number): string | null {
  return statFields(pid)?.[0] ?? null;
}

function startStamp(pid: number): string | null {
  if (process.platform === 'linux') return statFields(pid)?.[19] ?? null;
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

/** Fields of /proc/<pid>/stat from `state` on (proc(5)); the name before it may hold spaces and brackets. */
function statFields(pid: number): string[] | null {
  if (process.platform !== 'linux') return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
