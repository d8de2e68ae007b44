import type { Command } from 'commander';
import type { Io } from '../terminal/io.ts';
import { withExamples } from './help-sections.ts';
import type { OnExit } from './on-exit.ts';
import { wholeNumber } from './option-parsers.ts';

/** Commands that need nothing running: run, up, read, doctor. */
export function addLocalCommands(program: Command, io: Io, onExit: OnExit): void {
  const { t } = io;
  const { commands, argumentTexts, optionTexts } = t;
  const run = program
    .command('run')
    .description(commands.run)
    .argument('[paths...]', argumentTexts.paths)
    .option('--batch <name>', optionTexts.uploadBatch)
    .option('--profile <id>', optionTexts.profile)
    .option('--concurrency <n>', optionTexts.concurrency, wholeNumber(64), 8)
    .option('--strict', optionTexts.strict)
    .action(async (paths, options) =>
      onExit(await (await import('../commands/run.ts')).runRun(io, paths, options)),
    );
  withExamples(run, t, [
    'nianbao run',
    'nianbao run ./年报 archive.zip',
    'nianbao run --json ./2024 > results.json',
  ]);

  const up = program
    .command('up')
    .description(commands.up)
    .option('--verbose', optionTexts.verbose)
    .action(async (options) => onExit(await (await import('../commands/up.ts')).runUp(io, options)));
  withExamples(up, t, ['nianbao up', 'NIANBAO_HOME=/srv/nianbao nianbao up --verbose']);

  const read = program
    .command('read')
    .description(commands.read)
    .argument('<file>', argumentTexts.file)
    .option('--profile <id>', optionTexts.profile)
    .option('--text', optionTexts.text)
    .action(async (file, options) =>
      onExit(await (await import('../commands/read.ts')).runRead(io, file, options)),
    );
  withExamples(read, t, ['nianbao read 报告.docx', 'nianbao read report.pdf --json | jq .indicators']);

  const doctor = program
    .command('doctor')
    .description(commands.doctor)
    .action(async () => onExit(await (await import('../commands/doctor.ts')).runDoctor(io)));
  withExamples(doctor, t, ['nianbao doctor', 'nianbao doctor --json']);
}
