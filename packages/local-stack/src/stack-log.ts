import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { createLogger, type Env, type Logger, logEnv, readEnv } from '@nianbao/service-kit';

export interface StackLog {
  log: Logger;
  close(): void;
}

/**
 * Writes to `logs/nianbao.log` and, when `loud`, to standard error too. Beyond `limitBytes` (50 MB) it begins anew and keeps the
 * last file as `.1`. A full disk loses lines: the stack must outlive it.
 */
export function openStackLog(
  dataDir: string,
  loud: boolean,
  env: Env,
  limitBytes = 50 * 1024 * 1024,
): StackLog {
  const file = path.resolve(dataDir, 'logs', 'nianbao.log');
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  let descriptor: number | null = openSync(file, 'a', 0o600);
  let bytes = fstatSync(descriptor).size;

  function append(line: string): void {
    // A late line of something that outlived the stack must not fail.
    if (descriptor === null) return;
    if (bytes > limitBytes) {
      bytes = 0;
      renameSync(file, `${file}.1`);
      const next = openSync(file, 'a', 0o600);
      closeSync(descriptor);
      descriptor = next;
    }
    bytes += writeSync(descriptor, line);
  }

  const destination = {
    write(line: string) {
      try {
        append(line);
      } catch {
        // There is nowhere to tell it; what the disk refuses of the work itself is told by the work.
      }
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
