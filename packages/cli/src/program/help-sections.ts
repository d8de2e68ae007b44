import type { Command } from 'commander';
import { type ExitName, exitCodes } from '../exit-codes.ts';
import type { Messages } from '../messages/index.ts';

/** Shows examples under a command's help. */
export function withExamples(command: Command, t: Messages, examples: readonly string[]): Command {
  return command.addHelpText(
    'after',
    () => `\n${t.help.examples}\n${examples.map((line) => `  ${line}`).join('\n')}`,
  );
}

export function exitCodesHelp(t: Messages): string {
  const lines = Object.entries(exitCodes).map(
    ([name, code]) => `  ${String(code).padStart(3)}  ${t.exitCodes[name as ExitName]}`,
  );
  return [t.help.exitCodes, ...lines].join('\n');
}

export function environmentHelp(t: Messages): string {
  const lines = Object.entries(t.environment).map(([name, meaning]) => `  ${name.padEnd(20)} ${meaning}`);
  return [t.help.environment, ...lines].join('\n');
}
