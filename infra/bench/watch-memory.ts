import { readdirSync, readFileSync } from 'node:fs';

/** Highest resident memory in MB seen at any sample; children by what they run. Linux alone: nothing elsewhere. */
export interface MemoryPeak {
  main: number;
  /** All converter processes together. */
  converters: number;
  redis: number;
}

const sampleMs = 250;

/** Samples this process and those below it until stopped. */
export function watchMemory(): { stop(): MemoryPeak } {
  const peak: MemoryPeak = { main: 0, converters: 0, redis: 0 };
  const sample = () => {
    const now: MemoryPeak = { main: residentMb(process.pid), converters: 0, redis: 0 };
    for (const pid of descendants(process.pid)) {
      const command = read(pid, 'cmdline');
      if (command.includes('converter-child')) now.converters += residentMb(pid);
      else if (/redis-server|valkey-server/.test(command)) now.redis += residentMb(pid);
    }
    for (const part of ['main', 'converters', 'redis'] as const) peak[part] = Math.max(peak[part], now[part]);
  };
  const timer = setInterval(sample, sampleMs);
  return {
    stop() {
      clearInterval(timer);
      sample();
      return peak;
    },
  };
}

function descendants(root: number): number[] {
  if (process.platform !== 'linux') return [];
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    const parent = /^PPid:\s+(\d+)/m.exec(/^\d+$/.test(entry) ? read(Number(entry), 'status') : '')?.[1];
    if (parent) parents.set(Number(entry), Number(parent));
  }
  const below = new Set([root]);
  for (let size = 0; size < below.size; ) {
    size = below.size;
    for (const [pid, parent] of parents) if (below.has(parent)) below.add(pid);
  }
  below.delete(root);
  return [...below];
}

function residentMb(pid: number): number {
  return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(read(pid, 'status'))?.[1] ?? 0) / 1024);
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // Ended in between.
  }
}
