import { CliError } from '../cli-error.ts';
import type { Io } from './io.ts';

/** A day (its first moment here) or a time, as an ISO 8601 instant. Throws CliError for anything else. */
export function readTime({ t }: Io, word: string): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(word);
  const time = new Date(day ? `${word}T00:00:00` : word);
  if (!/^\d{4}-/.test(word) || Number.isNaN(time.getTime()))
    throw new CliError('usage', t.access.badDate(word));
  return time.toISOString();
}
