import { type Command, Option } from 'commander';
import type { Io } from '../terminal/io.ts';
import { withExamples } from './help-sections.ts';
import type { OnExit } from './on-exit.ts';
import { wholeNumber } from './option-parsers.ts';

const lastYear = 2200;
const examples = {
  series: ['nianbao compare series 行政复议案件 --within 青川湾县 --from 2020'],
  ranking: [
    'nianbao compare ranking disputes_mediated --year 2024 --limit 20',
    'nianbao compare ranking 调解矛盾纠纷数 --year 2024 --order asc --json',
  ],
  completeness: ['nianbao compare completeness --year 2024 --within 青川湾县 --json'],
} as const;

/** compare series, ranking and completeness. */
export function addCompareCommands(program: Command, io: Io, onExit: OnExit): void {
  const { commands, options, indicator } = io.t.compare;
  const compare = program.command('compare').description(commands.compare);
  const year = wholeNumber(lastYear);
  const series = compare
    .command('series')
    .description(commands.series)
    .argument('<indicator>', indicator)
    .option('--within <word>', options.within)
    .option('--from <year>', options.from, year)
    .option('--to <year>', options.to, year)
    .action(async (of, given) => onExit(await (await load()).runSeries(io, of, given)));
  const ranking = compare
    .command('ranking')
    .description(commands.ranking)
    .argument('<indicator>', indicator)
    .requiredOption('--year <year>', options.year, year)
    .option('--within <word>', options.within)
    .addOption(new Option('--order <order>', options.order).choices(['desc', 'asc']))
    .option('--limit <n>', io.t.optionTexts.limit, wholeNumber(2000))
    .action(async (of, given) => onExit(await (await load()).runRanking(io, of, given)));
  const completeness = compare
    .command('completeness')
    .description(commands.completeness)
    .requiredOption('--year <year>', options.year, year)
    .option('--within <word>', options.within)
    .option('--profile <profile>', options.profile)
    .action(async (given) => onExit(await (await load()).runCompleteness(io, given)));
  withExamples(
    compare,
    io.t,
    Object.values(examples).map(([first]) => first),
  );
  withExamples(series, io.t, examples.series);
  withExamples(ranking, io.t, examples.ranking);
  withExamples(completeness, io.t, examples.completeness);
}

function load() {
  return import('../commands/compare.ts');
}
