import type { Command } from 'commander';
import type { Io } from '../terminal/io.ts';
import { withExamples } from './help-sections.ts';
import type { OnExit } from './on-exit.ts';
import { wholeNumber } from './option-parsers.ts';

export function addReprocessCommand(program: Command, io: Io, onExit: OnExit): void {
  const { command, options } = io.t.reprocess;
  const reprocess = program
    .command('reprocess')
    .description(command)
    .option('--batch <name>', options.batch)
    .option('--place <word>', options.place)
    .option('--year <year>', options.year, wholeNumber(2200))
    .option('--profile <id>', options.profile)
    .option('--stage <stage>', options.stage)
    .option('--all', options.all)
    .option('--dry-run', options.dryRun)
    .option('--publish', options.publish)
    .option('--unchanged', options.unchanged)
    .option('--run <id>', options.run)
    .option('--cancel', options.cancel)
    .option('--list', options.list)
    .action(async (given) =>
      onExit(await (await import('../commands/reprocess.ts')).runReprocess(io, given)),
    );
  withExamples(reprocess, io.t, [
    'nianbao reprocess --dry-run',
    'nianbao reprocess --year 2024 --stage extract',
    'nianbao reprocess --run 20261122-081500-3fa94c --publish',
    'nianbao reprocess --list',
  ]);
}
