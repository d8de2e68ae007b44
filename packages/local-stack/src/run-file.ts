import { readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { identifyProcess, isRunning } from './process-identity.ts';

/** Where a running stack is reached. */
export interface RunFile {
  pid: number;
  intakeUrl: string;
  apiUrl: string;
  /** With its password: not for logs. */
  redisUrl: string;
  /** ISO time. */
  startedAt: string;
}

const runFilePath = (dataDir: string) => path.resolve(dataDir, 'run.json');

/** Null when no stack runs on this folder: no file, or its process is dead. */
export function readRunFile(dataDir: string): RunFile | null {
  try {
    const file = JSON.parse(readFileSync(runFilePath(dataDir), 'utf8')) as RunFile & { startStamp?: string };
    return isRunning({ pid: file.pid, startStamp: file.startStamp ?? null }) ? file : null;
  } catch {
    return null;
  }
}

/** Notes this process as the one that runs the stack; readable by its owner alone. */
export async function writeRunFile(dataDir: string, run: Omit<RunFile, 'pid' | 'startedAt'>): Promise<void> {
  const file = runFilePath(dataDir);
  const draft = `${file}.new`;
  const content = { ...identifyProcess(process.pid), ...run, startedAt: new Date().toISOString() };
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
}

export async function removeRunFile(dataDir: string): Promise<void> {
  await rm(runFilePath(dataDir), { force: true });
}
