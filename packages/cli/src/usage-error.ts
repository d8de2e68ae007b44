import type { CommanderError } from 'commander';
import type { Messages } from './messages/index.ts';

const kinds: Record<string, keyof Omit<Messages['usageErrors'], 'seeHelp'>> = {
  'commander.unknownCommand': 'unknownCommand',
  'commander.unknownOption': 'unknownOption',
  'commander.missingArgument': 'missingArgument',
  'commander.missingMandatoryOptionValue': 'missingOption',
  'commander.optionMissingArgument': 'optionMissingArgument',
  'commander.invalidArgument': 'invalidArgument',
  'commander.excessArguments': 'excessArguments',
};

/** What commander says in English, in the user's language: the word it quotes is what is wrong. */
export function describeUsageError(error: CommanderError, t: Messages, command: string): string {
  const message = error.message.replace(/^error: /, '').replace(/\.+$/, '');
  const quoted = /'([^']+)'/.exec(message)?.[1] ?? message;
  const kind = kinds[error.code] ?? 'other';
  // For a bad value the option, the value and what is allowed all matter.
  const word = kind === 'invalidArgument' || kind === 'other' ? message : quoted;
  return `${t.usageErrors[kind](word)} ${t.usageErrors.seeHelp(command)}`;
}
