import type { CommanderError } from 'commander';
import type { Messages } from './messages/index.ts';

const kinds = {
  'commander.unknownCommand': 'unknownCommand',
  'commander.unknownOption': 'unknownOption',
  'commander.missingArgument': 'missingArgument',
  'commander.missingMandatoryOptionValue': 'missingOption',
  'commander.optionMissingArgument': 'optionMissingArgument',
  'commander.invalidArgument': 'invalidArgument',
  'commander.excessArguments': 'excessArguments',
} as const;

/** `option '--sort <by>' argument 'x' is invalid. Allowed choices are a, b` and `command-argument value 'x' is invalid for argument 'y'. …` */
const badOption =
  /^option '(?<option>.+)' argument '(?<value>.*)' is invalid\. (?:Allowed choices are )?(?<allowed>.+)$/s;
const badArgument =
  /^command-argument value '(?<value>.*)' is invalid for argument '(?<option>.+)'\. (?:Allowed choices are )?(?<allowed>.+)$/s;

/** What commander says in English, in the user's language: the word it quotes is what is wrong. */
export function describeUsageError(error: CommanderError, t: Messages, command: string): string {
  const message = error.message.replace(/^error: /, '').replace(/\.+$/, '');
  return [whatIsWrong(error.code, message, t), suggestion(message, t), t.usageErrors.seeHelp(command)]
    .filter((part) => part !== '')
    .join(' ');
}

function whatIsWrong(code: string, message: string, { usageErrors }: Messages): string {
  const { option, value, allowed } = (badOption.exec(message) ?? badArgument.exec(message))?.groups ?? {};
  if (option !== undefined && value !== undefined && allowed !== undefined)
    return usageErrors.invalidValue(option, value, allowed);
  const kind = code in kinds ? kinds[code as keyof typeof kinds] : 'other';
  const quoted = /'([^']+)'/.exec(message)?.[1] ?? message;
  return usageErrors[kind](kind === 'invalidArgument' || kind === 'other' ? message : quoted);
}

/** Commander knows what was perhaps meant. */
function suggestion(message: string, { usageErrors }: Messages): string {
  const meant = /\(Did you mean (?:one of )?(.+?)\?\)/.exec(message)?.[1];
  return meant === undefined ? '' : usageErrors.didYouMean(meant);
}
