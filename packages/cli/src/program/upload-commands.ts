import type { Command } from 'commander';
import type { Io } from '../terminal/io.ts';
import { withExamples } from './help-sections.ts';
import type { OnExit } from './on-exit.ts';
import { wholeNumber } from './option-parsers.ts';

/** Commands that bring reports in: upload, watch. */
export function addUploadCommands(program: Command, io: Io, onExit: OnExit): void {
  const { t } = io;
  const { commands, argumentTexts, optionTexts } = t;
  const upload = program
    .command('upload')
    .description(commands.upload)
    .argument('<paths...>', argumentTexts.paths)
    .option('--batch <name>', optionTexts.uploadBatch)
    .option('--concurrency <n>', optionTexts.concurrency, wholeNumber(64), 8)
    .option('--profile <id>', optionTexts.profile)
    .option('--strict', optionTexts.strict)
    .action(async (paths, options) =>
      onExit(await (await import('../commands/upload.ts')).runUpload(io, paths, options)),
    );
  withExamples(upload, t, [
    'nianbao upload 年报2024/',
    "nianbao upload 'archive/**/*.docx' more.zip --batch 2024-县直",
    'nianbao upload big-archive/ --concurrency 16 --json',
  ]);

  const watch = program
    .command('watch')
    .description(commands.watch)
    .argument('<folder>', argumentTexts.folder)
    .option('--batch <name>', optionTexts.uploadBatch)
    .option('--profile <id>', optionTexts.profile)
    .action(async (folder, options) =>
      onExit(await (await import('../commands/watch.ts')).runWatch(io, folder, options)),
    );
  withExamples(watch, t, ['nianbao watch ./收件箱', 'nianbao watch /srv/inbox --batch inbox --json']);
}
