import { type ExitCode, type ExitName, exitCodes } from './exit-codes.ts';

/** Ends the command with a message for the user, in the user's language, and an exit code. No stack is shown. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exit: ExitName;
  constructor(exit: ExitName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exit = exit;
  }
  get exitCode(): ExitCode {
    return exitCodes[this.exit];
  }
}
