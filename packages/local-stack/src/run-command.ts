import { execFile } from 'node:child_process';

export interface CommandOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Milliseconds until it is killed. */
  timeoutMs: number;
}

/** Runs a program without a shell; resolves to its standard output. The error's message ends with what it printed. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  const { timeoutMs, ...rest } = options;
  return new Promise((resolve, reject) => {
    execFile(
      command,
      args,
      { ...rest, timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: 16 * 1024 * 1024, encoding: 'utf8' },
      (error, stdout, stderr) => {
        if (!error) return resolve(stdout);
        const why = error.killed ? `no end after ${timeoutMs} ms` : `failed (${error.code ?? error.signal})`;
        reject(
          new Error(`${command} ${args[0] ?? ''} ${why}: ${lastLines(stderr || stdout)}`, { cause: error }),
        );
      },
    );
  });
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-4).join(' | ').slice(-600);
}
