import { ReportTableName } from '@nianbao/contracts';
import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { termKinds } from '../known-words.ts';
import type { Io } from '../terminal/io.ts';
import { addExportScheduleCommands } from './export-schedule-commands.ts';
import { withExamples } from './help-sections.ts';
import type { OnExit } from './on-exit.ts';
import { wholeNumber } from './option-parsers.ts';
import { addFilterOptions, type FilterOptions, filterQuery } from './report-filter-options.ts';

/** find, terms and export. */
export function addExportCommands(program: Command, io: Io, onExit: OnExit): void {
  const { commands, options } = io.t.exports;
  const find = addFilterOptions(program.command('find').description(commands.find), io)
    .argument('[words...]', options.words)
    .option('--limit <n>', io.t.optionTexts.limit, wholeNumber(100_000), 50)
    .action(async (words: string[], given) => onExit(await findEither(io, words, given)));
  withExamples(find, io.t, [
    'nianbao find 某县 2023',
    'nianbao find --text 行政复议 --place 青川湾县 --sort year',
    'nianbao find --indicator "inspections>=100" --sort value --json',
    'nianbao find --missing 主要安排 --indicator "行政复议案件>0"',
  ]);
  const terms = program
    .command('terms')
    .description(io.t.exports.terms.about)
    .addArgument(new Argument('[kind]', io.t.exports.terms.kind).choices(termKinds))
    .action(async (kind) => onExit(await (await import('../commands/terms.ts')).runTerms(io, kind)));
  withExamples(terms, io.t, ['nianbao terms', 'nianbao terms indicators --json']);
  const exported = addFilterOptions(program.command('export').description(commands.export), io)
    .addOption(new Option('--format <format>', options.format).choices(['xlsx', 'csv', 'ndjson', 'parquet']))
    .option('--tables <names>', options.tables(ReportTableName.options.join(',')), tableNames)
    .option('--columns <names>', options.columns)
    .option('--out <path>', options.out)
    .option('--names', options.names)
    .action(async (given) => onExit(await (await import('../commands/export.ts')).runExport(io, given)));
  withExamples(exported, io.t, [
    'nianbao export --batch 2024 --out 2024.xlsx',
    'nianbao export --format csv --tables reports --place 青川湾县 --out reports.csv',
    'nianbao export --format parquet --names --out annual-reports/',
    'nianbao export schedule create weekly --every week --format csv',
  ]);
  addExportScheduleCommands(program, exported, io, onExit);
}

/** Words alone find documents of any state; with conditions, published reports. */
async function findEither(io: Io, words: readonly string[], given: FilterOptions & { limit: number }) {
  if (words.length > 0 && Object.keys(filterQuery(given)).length === 0)
    return (await import('../commands/find.ts')).runFind(io, words, given);
  const text = [given.text, ...words].filter((word) => word !== undefined).join(' ');
  const all = text === '' ? given : { ...given, text };
  return (await import('../commands/find-reports.ts')).runFindReports(io, all);
}

function tableNames(text: string): string {
  for (const name of text.split(','))
    if (!ReportTableName.safeParse(name).success)
      throw new InvalidArgumentError(ReportTableName.options.join(', '));
  return text;
}
