import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { createLogger, type Logger, logEnv, readEnv } from '@nianbao/service-kit';

const limitBytes = 50 * 1024 * 1024;

export interface StackLog {
  log: Logger;
  close(): void;
}

/** Writes to `logs/nianbao.log` (the last one is kept as `.1` once it has 50 MB) and, when `loud`, to standard error too. */
export function openStackLog(
  dataDir: string,
  loud: boolean,
  env: Record<string, string | undefined>,
): StackLog {
  const file = path.resolve(dataDir, 'logs', 'nianbao.log');
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > limitBytes) renameSync(file, `${file}.1`);
  let descriptor: number | null = openSync(file, 'a', 0o600);
  const destination = {
    write(line: string) {
      // A late line of something that outlived the stack must not fail.
      if (descriptor !== null) writeSync(descriptor, line);
      if (loud) process.stderr.write(line);
    },
  };
  return {
    log: createLogger({ service: 'nianbao', level: readEnv(logEnv, env).LOG_LEVEL, destination }),
    close() {
      if (descriptor !== null) closeSync(descriptor);
      descriptor = null;
    },
  };
}
