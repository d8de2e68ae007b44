import { CliError } from '../cli-error.ts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { findDocument } from '../find-document.ts';
import type { Io } from '../terminal/io.ts';
import { failureFilter } from './failures.ts';

interface RetryOptions {
  batch?: string;
  code?: string;
  stage?: string;
  all?: boolean;
  limit?: number;
}

/** Queues failed documents again: those named, or all that meet the conditions. */
export async function runRetry(io: Io, words: string[], options: RetryOptions): Promise<ExitCode> {
  const filter = failureFilter(io, options);
  if (words.length === 0 && Object.keys(filter).length === 0 && !options.all) {
    throw new CliError('usage', io.t.errors.retryWhat);
  }
  const client = connect(io.t);
  const ids: string[] = [];
  for (const word of words) {
    const { summary } = await findDocument(io, client, word);
    ids.push(summary.documentId ?? summary.uploadId);
  }
  const answer = await client.retry({
    ...filter,
    ...(ids.length > 0 ? { ids } : {}),
    ...(options.all ? { all: true } : {}),
    ...(options.limit === undefined ? {} : { limit: options.limit }),
  });
  io.document(answer);
  io.print(io.t.retry.done(answer.retried, answer.matched));
  return exitCodes.ok;
}
