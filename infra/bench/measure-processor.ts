import { readFileSync } from 'node:fs';
import type { BenchRoute } from './operator-routes.ts';

export interface ProcessorTime {
  name: string;
  /** Milliseconds of a processor per request, user and system together: of this process, and of the database's. */
  own: number;
  server: number;
}

const perRoute = 20;
/** Linux counts a process's time in hundredths of a second. */
const tickMs = 10;

/**
 * Each route alone, one request after the other: what it costs whoever else is at work on the machine. `serverPids` are the database's
 * processes on this machine. This process is both console and caller.
 */
export async function measureProcessor(
  apiUrl: string,
  routes: readonly BenchRoute[],
  serverPids: () => Promise<number[]>,
): Promise<ProcessorTime[]> {
  const measured: ProcessorTime[] = [];
  for (const [name, path] of routes) {
    for (let n = 0; n < 3; n += 1) await read(`${apiUrl}${path(n)}`);
    const pids = await serverPids();
    const [own, server] = [process.cpuUsage(), ticksOf(pids)];
    for (let n = 0; n < perRoute; n += 1) await read(`${apiUrl}${path(n + 3)}`);
    const { user, system } = process.cpuUsage(own);
    measured.push({
      name,
      own: (user + system) / 1000 / perRoute,
      server: ((ticksOf(pids) - server) * tickMs) / perRoute,
    });
  }
  return measured;
}

async function read(url: string): Promise<void> {
  const response = await fetch(url);
  const answer = await response.text();
  if (!response.ok) throw new Error(`${response.status} for ${url}: ${answer.slice(0, 200)}`);
}

function ticksOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + ticks(pid), 0);
}

/** Zero for a process that ended. */
function ticks(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0;
  }
}
