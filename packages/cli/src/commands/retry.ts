import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { checkSelection, failureSelection, type SelectionOptions } from '../failure-selection.ts';
import type { Io } from '../terminal/io.ts';

/** Queues failed documents again: those named, or all that meet the conditions. */
export async function runRetry(
  io: Io,
  words: string[],
  options: SelectionOptions & { discarded?: boolean },
): Promise<ExitCode> {
  const { t } = io;
  checkSelection(io, words, options, t.errors.retryWhat);
  const client = connect(io);
  const selection = await failureSelection(io, client, words, options);
  const answer = await client.retry({ ...selection, ...(options.discarded ? { discarded: true } : {}) });
  io.document(answer);
  io.print(
    options.dryRun ? t.steering.wouldMatch(answer.matched) : t.retry.done(answer.retried, answer.matched),
  );
  return exitCodes.ok;
}
