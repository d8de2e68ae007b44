import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type RunFile, readRunFile } from '@nianbao/local-stack/run-file';

/** `nianbao up` in a process of its own, as a user starts it. */
export interface StackProcess extends RunFile {
  /** The processes below it: Redis, converters. Linux alone. */
  descendants(): number[];
  /** Sends the signal and waits for the end. */
  end(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<{ code: number | null; stderr: string }>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const readyTimeoutMs = 120_000;

/** Starts it on a data folder and waits until it says that it is ready. */
export async function startStackProcess(
  home: string,
  env: Record<string, string> = {},
): Promise<StackProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'packages/cli/src/main.ts', 'up', '--json'], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NIANBAO_HOME: home, LANG: 'en_US.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  await untilReady(child, () => stderr);
  const run = readRunFile(home);
  if (run === null || run.pid !== child.pid) throw new Error(`run.json does not name the stack: ${stderr}`);
  return {
    ...run,
    descendants: () => descendantsOf(run.pid),
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await exited;
      return { code: child.exitCode, stderr };
    },
  };
}

async function untilReady(child: ChildProcess, stderr: () => string): Promise<void> {
  const timer = setTimeout(() => child.kill('SIGKILL'), readyTimeoutMs);
  try {
    if (!child.stdout) throw new Error('no standard output');
    for await (const line of createInterface({ input: child.stdout }))
      if (line.startsWith('{') && (JSON.parse(line) as { event?: string }).event === 'ready') return;
    throw new Error(`the stack ended before it was ready: ${stderr()}`);
  } finally {
    clearTimeout(timer);
  }
}

function descendantsOf(pid: number): number[] {
  const children = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && parentOf(entry) === pid)
    .map(Number);
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

function parentOf(pid: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null; // It has ended.
  }
}
