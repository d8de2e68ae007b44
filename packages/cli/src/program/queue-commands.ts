import type { Command } from 'commander';
import type { Io } from '../terminal/io.ts';
import { withExamples } from './help-sections.ts';
import type { OnExit } from './on-exit.ts';
import { wholeNumber } from './option-parsers.ts';

/** Commands for the operator and for downstream programs: status, retry, consume, rebuild. */
export function addQueueCommands(program: Command, io: Io, onExit: OnExit): void {
  const { t } = io;
  const { commands, argumentTexts, optionTexts, steering } = t;
  const status = program
    .command('status')
    .description(commands.status)
    .option('--batch <name>', optionTexts.batch)
    .option('--watch', optionTexts.watchStatus)
    .action(async (options) => onExit(await (await import('../commands/status.ts')).runStatus(io, options)));
  withExamples(status, t, ['nianbao status', 'nianbao status --watch --batch 2024', 'nianbao status --json']);

  const retry = program
    .command('retry')
    .description(commands.retry)
    .argument('[ids...]', argumentTexts.ids)
    .option('--batch <name>', optionTexts.batch)
    .option('--code <code>', optionTexts.code)
    .option('--stage <stage>', optionTexts.stage)
    .option('--all', optionTexts.all)
    .option('--limit <n>', optionTexts.limit, wholeNumber(10_000))
    .option('--discarded', steering.optionTexts.discarded)
    .option('--dry-run', steering.optionTexts.dryRun)
    .action(async (ids, options) =>
      onExit(await (await import('../commands/retry.ts')).runRetry(io, ids, options)),
    );
  withExamples(retry, t, [
    'nianbao retry 3fa94c0b',
    'nianbao retry --batch 2024 --code STORE_UNAVAILABLE',
    'nianbao retry --all --limit 100',
    'nianbao retry --all --dry-run',
  ]);

  const consume = program
    .command('consume')
    .description(commands.consume)
    .option('--queue <name>', optionTexts.queue, 'results')
    .option('--name <name>', optionTexts.consumer, 'nianbao-cli')
    .option('--limit <n>', optionTexts.limit, wholeNumber(1_000_000_000))
    .action(async (options) =>
      onExit(await (await import('../commands/consume.ts')).runConsume(io, options)),
    );
  withExamples(consume, t, ['nianbao consume', 'nianbao consume --json --name archive >> results.ndjson']);

  const rebuild = program
    .command('rebuild')
    .description(commands.rebuild)
    .action(async () => onExit(await (await import('../commands/rebuild.ts')).runRebuild(io)));
  withExamples(rebuild, t, ['nianbao rebuild']);
}
