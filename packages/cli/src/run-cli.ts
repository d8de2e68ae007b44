import { type Command, CommanderError } from 'commander';
import { CliError } from './cli-error.ts';
import { exitCodes } from './exit-codes.ts';
import { buildProgram } from './program.ts';
import { reportError } from './report-error.ts';
import { createIo } from './terminal/io.ts';
import { describeUsageError } from './usage-error.ts';

/** Runs one command line and returns the exit code. The first Ctrl-C asks the command to stop, the second does not ask. */
export async function runCli(argv: readonly string[]): Promise<number> {
  const interruption = new AbortController();
  const io = createIo(argv, interruption.signal);
  const interrupt = (): void => {
    if (interruption.signal.aborted) process.exit(exitCodes.interrupted);
    interruption.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  let exitCode: number = exitCodes.ok;
  const program = buildProgram(io, (code) => {
    exitCode = code;
  });
  try {
    if (argv.length === 0) {
      io.stderr.write(program.helpInformation());
      return exitCodes.usage;
    }
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportError(io, error);
    if (error.exitCode === 0) return exitCodes.ok;
    return reportError(
      io,
      new CliError('usage', describeUsageError(error, io.t, commandPath(program, argv))),
    );
  }
}

/** As far as the words name commands: `nianbao keys create`. */
function commandPath(program: Command, argv: readonly string[]): string {
  const path = ['nianbao'];
  let { commands } = program;
  for (const word of argv) {
    const command = commands.find((each) => each.name() === word);
    if (!command) continue;
    path.push(word);
    ({ commands } = command);
  }
  return path.join(' ');
}
