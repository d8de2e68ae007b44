import { type BatchPriority, StageConcurrency } from '@nianbao/contracts';
import { Argument, type Command, InvalidArgumentError } from 'commander';
import type { Io } from '../terminal/io.ts';
import { withExamples } from './help-sections.ts';
import type { OnExit } from './on-exit.ts';
import { wholeNumber } from './option-parsers.ts';

const load = () => import('../commands/steer.ts');

/** Commands by which an operator sees and steers: batches, pause, resume, priority, concurrency, drain, promote, discard. */
export function addSteeringCommands(program: Command, io: Io, onExit: OnExit): void {
  addViews(program, io, onExit);
  addPauses(program, io, onExit);
  addSettings(program, io, onExit);
  addQueueWork(program, io, onExit);
  addDiscard(program, io, onExit);
}

function addViews(program: Command, io: Io, onExit: OnExit): void {
  const { t } = io;
  const { commands } = t.steering;
  const batches = program
    .command('batches')
    .description(commands.batches)
    .option('--limit <n>', t.optionTexts.limit, wholeNumber(1_000))
    .action(async (options) =>
      onExit(await (await import('../commands/batches.ts')).runBatches(io, options)),
    );
  withExamples(batches, t, ['nianbao batches', 'nianbao batches --limit 5 --json']);
}

function addPauses(program: Command, io: Io, onExit: OnExit): void {
  const { commands, argumentTexts } = io.t.steering;
  for (const name of ['pause', 'resume'] as const) {
    const command = program
      .command(name)
      .description(commands[name])
      .argument('[stage]', argumentTexts.stage)
      .option('--batch <name>', argumentTexts.batch)
      .action(async (stage, options) =>
        onExit(await (await load()).runPause(io, name === 'pause', { ...options, stage })),
      );
    withExamples(command, io.t, [`nianbao ${name} convert`, `nianbao ${name} --batch 2024`]);
  }
}

function addSettings(program: Command, io: Io, onExit: OnExit): void {
  const { commands, argumentTexts } = io.t.steering;
  const levels = { high: 'high', normal: 'normal', low: 'low', default: null } as const;
  const priority = program
    .command('priority')
    .description(commands.priority)
    .argument('<batch>', argumentTexts.batch)
    .addArgument(new Argument('<level>', argumentTexts.level).choices(Object.keys(levels)))
    .action(async (batch: string, level: BatchPriority | 'default') =>
      onExit(await (await load()).runPriority(io, batch, levels[level])),
    );
  withExamples(priority, io.t, ['nianbao priority 2024 high', 'nianbao priority 2024 default']);

  const concurrency = program
    .command('concurrency')
    .description(commands.concurrency)
    .argument('<stage>', argumentTexts.stage)
    .argument('<n>', argumentTexts.count, concurrencyOf)
    .action(async (stage: string, count: { value: number | null }) =>
      onExit(await (await load()).runConcurrency(io, stage, count.value)),
    );
  withExamples(concurrency, io.t, ['nianbao concurrency convert 8', 'nianbao concurrency convert default']);
}

/** Wrapped, because commander takes null for no argument. */
function concurrencyOf(word: string): { value: number | null } {
  if (word === 'default') return { value: null };
  const parsed = StageConcurrency.safeParse(Number(word));
  if (!parsed.success) throw new InvalidArgumentError('1-64, default');
  return { value: parsed.data };
}

function addQueueWork(program: Command, io: Io, onExit: OnExit): void {
  const { t } = io;
  const { commands, argumentTexts, optionTexts } = t.steering;
  const limit = wholeNumber(100_000);
  const drain = program
    .command('drain')
    .description(commands.drain)
    .argument('<stage>', argumentTexts.stage)
    .requiredOption('--reason <text>', optionTexts.reason)
    .option('--limit <n>', t.optionTexts.limit, limit)
    .action(async (stage, options) => onExit(await (await load()).runDrain(io, stage, options)));
  withExamples(drain, t, ['nianbao drain ocr --reason 扫描件另行处理']);

  const promote = program
    .command('promote')
    .description(commands.promote)
    .argument('<stage>', argumentTexts.stage)
    .option('--limit <n>', t.optionTexts.limit, limit)
    .action(async (stage, options) => onExit(await (await load()).runPromote(io, stage, options)));
  withExamples(promote, t, ['nianbao promote publish', 'nianbao promote convert --limit 100']);
}

function addDiscard(program: Command, io: Io, onExit: OnExit): void {
  const { t } = io;
  const { commands, optionTexts } = t.steering;
  const discard = program
    .command('discard')
    .description(commands.discard)
    .argument('[ids...]', t.argumentTexts.ids)
    .option('--reason <text>', optionTexts.reason)
    .option('--batch <name>', t.optionTexts.batch)
    .option('--code <code>', t.optionTexts.code)
    .option('--stage <stage>', t.optionTexts.stage)
    .option('--all', t.optionTexts.all)
    .option('--limit <n>', t.optionTexts.limit, wholeNumber(10_000))
    .option('--dry-run', optionTexts.dryRun)
    .action(async (ids, options) =>
      onExit(await (await import('../commands/discard.ts')).runDiscard(io, ids, options)),
    );
  withExamples(discard, t, [
    'nianbao discard 3fa94c0b --reason 原件已损坏，乡镇另报',
    'nianbao discard --batch 2024 --code ENCRYPTED --reason 已通知 --dry-run',
  ]);
}
