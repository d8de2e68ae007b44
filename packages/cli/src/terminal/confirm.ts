import { createInterface } from 'node:readline/promises';
import type { Io } from './io.ts';

/** Asks a yes-or-no question. Without a terminal nobody can answer: then it is a no. */
export async function confirm(io: Io, question: string): Promise<boolean> {
  if (io.json || !process.stdin.isTTY || !io.stdout.isTTY) return false;
  const line = createInterface({ input: process.stdin, output: io.stderr });
  try {
    return /^(y|yes|是)$/i.test((await line.question(question, { signal: io.signal })).trim());
  } finally {
    line.close();
  }
}
