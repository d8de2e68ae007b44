import { CliError } from '../cli-error.ts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { checkSelection, failureSelection, type SelectionOptions } from '../failure-selection.ts';
import type { Io } from '../terminal/io.ts';

/** Takes failures that are dealt with off the list. */
export async function runDiscard(
  io: Io,
  words: string[],
  options: SelectionOptions & { reason?: string },
): Promise<ExitCode> {
  const { steering } = io.t;
  const reason = options.reason?.trim() ?? '';
  checkSelection(io, words, options, steering.errors.discardWhat);
  if (reason === '') throw new CliError('usage', steering.errors.discardWhat);
  const client = connect(io);
  const answer = await client.discard({
    ...(await failureSelection(io, client, words, options)),
    reason,
  });
  io.document(answer);
  io.print(
    options.dryRun
      ? steering.wouldMatch(answer.matched)
      : steering.discarded(answer.discarded, answer.matched),
  );
  return exitCodes.ok;
}
