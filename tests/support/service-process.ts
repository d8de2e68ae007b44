import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export type ServiceName =
  | 'intake'
  | 'convert'
  | 'ocr'
  | 'segment'
  | 'extract'
  | 'review'
  | 'publish'
  | 'deliver'
  | 'console';

/** One service in a process of its own, as in production. */
export interface ServiceProcess {
  name: ServiceName;
  pid: number;
  /** Of the services that listen. */
  url: string | undefined;
  /** Everything it logged, one JSON object a line. */
  logged(): string;
  /** SIGTERM and wait; returns the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL: no goodbye. */
  kill(): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const readyTimeoutMs = 60_000;

/** Starts `services/<name>/src/main.ts` and waits until it says that it is ready. */
export async function startService(name: ServiceName, env: Record<string, string>): Promise<ServiceProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', `services/${name}/src/main.ts`], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let output = '';
  const url = await new Promise<string | undefined>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${name} is not ready:\n${output}`)), readyTimeoutMs);
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const ready = output.split('\n').find((line) => line.includes('"event":"ready"'));
      if (!ready) return;
      clearTimeout(timer);
      resolve((JSON.parse(ready) as { url?: string }).url);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}:\n${output}`)));
  });
  return {
    name,
    pid: child.pid ?? 0,
    url,
    logged: () => output,
    stop: () => end(child, exited, 'SIGTERM'),
    kill: async () => void (await end(child, exited, 'SIGKILL')),
  };
}

async function end(
  child: ChildProcess,
  exited: Promise<unknown[]>,
  signal: NodeJS.Signals,
): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  await exited;
  return child.exitCode;
}
