import { Command, type Help, Option } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { addAccessCommands } from './program/access-commands.ts';
import { addCompareCommands } from './program/compare-commands.ts';
import { addDeleteCommand } from './program/delete-command.ts';
import { addDocumentCommands } from './program/document-commands.ts';
import { addExportCommands } from './program/export-commands.ts';
import { environmentHelp, exitCodesHelp } from './program/help-sections.ts';
import { addLocalCommands } from './program/local-commands.ts';
import type { OnExit } from './program/on-exit.ts';
import { addQueueCommands } from './program/queue-commands.ts';
import { addReprocessCommand } from './program/reprocess-command.ts';
import { addSteeringCommands } from './program/steering-commands.ts';
import { addSubscriptionCommands } from './program/subscription-commands.ts';
import { addUploadCommands } from './program/upload-commands.ts';
import type { Io } from './terminal/io.ts';

/** The command line: names, options and help of every command. What a command does is loaded when it is called. */
export function buildProgram(io: Io, onExit: OnExit): Command {
  const { t } = io;
  const program = new Command('nianbao');
  program
    .description(t.help.about)
    .version(manifest.version, '-V, --version', t.help.versionOption)
    .helpOption('-h, --help', t.help.helpOption)
    .helpCommand('help [command]', t.help.helpCommand)
    .addOption(new Option('--lang <language>', t.help.lang).choices(['zh', 'en']))
    .option('--json', t.help.json)
    .configureHelp(helpLayout(io))
    .configureOutput({ outputError: () => {}, writeErr: () => {} })
    .exitOverride();
  addLocalCommands(program, io, onExit);
  addUploadCommands(program, io, onExit);
  addDocumentCommands(program, io, onExit);
  addExportCommands(program, io, onExit);
  addCompareCommands(program, io, onExit);
  addQueueCommands(program, io, onExit);
  addSteeringCommands(program, io, onExit);
  addReprocessCommand(program, io, onExit);
  addSubscriptionCommands(program, io, onExit);
  addAccessCommands(program, io, onExit);
  addDeleteCommand(program, io, onExit);
  program.addHelpText('after', () => `\n${exitCodesHelp(t)}\n\n${environmentHelp(t)}`);
  return program;
}

/** Commander's headings are English. */
function helpLayout({ t, columns }: Io): Partial<Help> & { helpWidth?: number } {
  const titles: Record<string, string> = {
    'Usage:': t.help.usage,
    'Options:': t.help.options,
    'Global Options:': t.help.globalOptions,
    'Arguments:': t.help.arguments,
    'Commands:': t.help.commands,
  };
  return {
    showGlobalOptions: true,
    helpWidth: Math.min(columns, 110),
    styleTitle: (title) => titles[title] ?? title,
    optionDescription: ({ description, argChoices, defaultValue }) => {
      const choices = argChoices ? ` [${argChoices.join('|')}]` : '';
      return `${description}${choices}${defaultValue === undefined ? '' : ` (${t.help.defaultValue(String(defaultValue))})`}`;
    },
  };
}
