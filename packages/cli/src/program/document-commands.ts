import { type Command, Option } from 'commander';
import type { Io } from '../terminal/io.ts';
import { withExamples } from './help-sections.ts';
import type { OnExit } from './on-exit.ts';
import { wholeNumber } from './option-parsers.ts';

/** Commands that show what was read: results, show, failures. */
export function addDocumentCommands(program: Command, io: Io, onExit: OnExit): void {
  addResults(program, io, onExit);
  addShow(program, io, onExit);
  addFailures(program, io, onExit);
}

function addResults(program: Command, io: Io, onExit: OnExit): void {
  const { t } = io;
  const { commands, optionTexts } = t;
  const results = program
    .command('results')
    .description(commands.results)
    .option('--batch <name>', optionTexts.batch)
    .option('--query <words>', optionTexts.query)
    .option('--limit <n>', optionTexts.limit, wholeNumber(1_000_000))
    .addOption(
      new Option('--format <format>', optionTexts.format).choices(['table', 'json', 'ndjson', 'csv']),
    )
    .option('--no-bom', optionTexts.bom)
    .option('--strict', optionTexts.strict)
    .action(async (options) =>
      onExit(await (await import('../commands/results.ts')).runResults(io, options)),
    );
  withExamples(results, t, [
    'nianbao results --batch 2024',
    'nianbao results --format csv > results.csv',
    'nianbao results --format ndjson | jq -r .title',
  ]);
}

function addShow(program: Command, io: Io, onExit: OnExit): void {
  const { t } = io;
  const { commands, argumentTexts, optionTexts } = t;
  const show = program
    .command('show')
    .description(commands.show)
    .argument('<document>', argumentTexts.document)
    .option('--text', optionTexts.text)
    .action(async (document, options) =>
      onExit(await (await import('../commands/show.ts')).runShow(io, document, options)),
    );
  withExamples(show, t, [
    'nianbao show 3fa94c0b',
    'nianbao show 2023/某镇.docx',
    'nianbao show 3fa94c0b --json',
  ]);
}

function addFailures(program: Command, io: Io, onExit: OnExit): void {
  const { t } = io;
  const { commands, optionTexts, steering } = t;
  const failures = program
    .command('failures')
    .description(commands.failures)
    .option('--batch <name>', optionTexts.batch)
    .option('--code <code>', optionTexts.code)
    .option('--stage <stage>', optionTexts.stage)
    .option('--limit <n>', optionTexts.limit, wholeNumber(1_000_000))
    .option('--groups', steering.optionTexts.groups)
    .option('--quarantined', steering.optionTexts.quarantined)
    .option('--discarded', steering.optionTexts.discarded)
    .option('--strict', optionTexts.strict)
    .action(async (options) =>
      onExit(await (await import('../commands/failures.ts')).runFailures(io, options)),
    );
  withExamples(failures, t, [
    'nianbao failures',
    'nianbao failures --groups',
    'nianbao failures --batch 2024 --code ENCRYPTED',
    'nianbao failures --json',
  ]);
}
