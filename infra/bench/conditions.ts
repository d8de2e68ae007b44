import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** Where and when something was measured: without it no figure can be held against another. */
export interface Conditions {
  at: string;
  /** Short hash of the checkout's commit; `unknown` outside a checkout. */
  commit: string;
  cores: number;
  cpu: string;
  memoryMb: number;
  node: string;
  platform: string;
  /** Processes waiting for a processor before the first measurement, mean of a minute. */
  load: number;
}

/** The conditions as they are now. */
export function readConditions(): Conditions {
  return {
    at: new Date().toISOString(),
    commit: commit(),
    cores: availableParallelism(),
    cpu: cpus()[0]?.model ?? 'unknown',
    memoryMb: Math.round(totalmem() / 1024 ** 2),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    load: currentLoad(),
  };
}

/** One line for people. */
export function describeConditions(conditions: Conditions): string {
  const { at, cores, cpu, memoryMb, node, platform, load } = conditions;
  const machine = `${cores} × ${cpu}, ${memoryMb} MB, load ${load.toFixed(2)}`;
  return `${at} · commit ${conditions.commit} · ${machine} · Node ${node} on ${platform}`;
}

/** The mean of the last minute. */
export function currentLoad(): number {
  return loadavg()[0] ?? Number.NaN;
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}
