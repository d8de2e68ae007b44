import type { Command } from 'commander';
import type { Io } from '../terminal/io.ts';
import { withExamples } from './help-sections.ts';
import type { OnExit } from './on-exit.ts';
import { wholeNumber } from './option-parsers.ts';

export function addDeleteCommand(program: Command, io: Io, onExit: OnExit): void {
  const { command, options } = io.t.deletion;
  const remove = program
    .command('delete')
    .description(command)
    .argument('[ids...]', io.t.argumentTexts.ids)
    .option('--batch <name>', options.batch)
    .option('--place <word>', options.place)
    .option('--year <year>', options.year, wholeNumber(2200))
    .option('--before <day>', options.before)
    .option('--reason <text>', options.reason)
    .option('--dry-run', options.dryRun)
    .option('--yes', options.yes)
    .option('--list', options.list)
    .action(async (ids, given) =>
      onExit(await (await import('../commands/delete.ts')).runDelete(io, ids, given)),
    );
  withExamples(remove, io.t, [
    'nianbao delete 3fa94c0b --reason "uploaded by mistake"',
    'nianbao delete --batch trial --dry-run',
    'nianbao delete --before 2016-01-01 --reason "ten years kept" --yes',
    'nianbao delete --list',
  ]);
}
