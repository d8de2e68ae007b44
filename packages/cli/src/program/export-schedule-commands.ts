import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Io } from '../terminal/io.ts';
import { withExamples } from './help-sections.ts';
import type { OnExit } from './on-exit.ts';
import { wholeNumber } from './option-parsers.ts';

/** What a schedule has no use for: it keeps every column, and writes to the bucket. */
const notScheduled = new Set(['columns', 'out']);
const commands = () => import('../commands/export-schedules.ts');

/** `nianbao export schedule …`; what is exported is said with the options of `export` itself. */
export function addExportScheduleCommands(program: Command, exported: Command, io: Io, onExit: OnExit): void {
  const { exportSchedules: texts } = io.t;
  const group = exported.command('schedule').description(texts.about).helpCommand(false);
  const examples = (command: Command, lines: readonly string[]) =>
    withExamples(showing(command, program.options), io.t, lines);
  examples(group, [
    'nianbao export schedule list',
    'nianbao export schedule create weekly --every week --format csv',
  ]);
  const list = group
    .command('list')
    .description(texts.list)
    .action(async () => onExit(await (await commands()).runSchedulesList(io)));
  examples(list, ['nianbao export schedule list', 'nianbao export schedule list --json']);
  addCreate(group, io, onExit, [...exported.options, ...program.options]);
  const named = (name: string, description: string) =>
    examples(group.command(name).description(description).argument('<name>', texts.name), [
      `nianbao export schedule ${name} weekly`,
    ]);
  named('run', texts.run).action(async (name) => onExit(await (await commands()).runSchedulesRun(io, name)));
  named('pause', texts.pause).action(async (name) =>
    onExit(await (await commands()).runSchedulesPause(io, name, true)),
  );
  named('resume', texts.resume).action(async (name) =>
    onExit(await (await commands()).runSchedulesPause(io, name, false)),
  );
  named('remove', texts.remove).action(async (name) =>
    onExit(await (await commands()).runSchedulesRemove(io, name)),
  );
}

function addCreate(group: Command, io: Io, onExit: OnExit, all: readonly Option[]): void {
  const { exportSchedules: texts } = io.t;
  const create = group
    .command('create')
    .description(texts.create)
    .argument('<name>', texts.name)
    .addOption(new Option('--every <time>', texts.options.every).argParser(cronOf).conflicts('cron'))
    .option('--cron <cron>', texts.options.cron)
    .option('--time-zone <zone>', texts.options.timeZone)
    .option('--keep <n>', texts.options.keep, wholeNumber(1000))
    .action(async (name, _own, command: Command) =>
      onExit(await (await commands()).runSchedulesCreate(io, name, command.optsWithGlobals())),
    );
  const request = all.filter((option) => !notScheduled.has(option.name()));
  withExamples(showing(create, request), io.t, [
    'nianbao export schedule create weekly --every week --format csv',
    'nianbao export schedule create county --cron "0 7 1 * *" --place 青川湾县 --keep 24',
    'nianbao export schedule create lake --every 6h --format parquet --names',
  ]);
}

/** Its help shows these of the options above it: most subcommands have nothing to do with those of `export`. */
function showing(command: Command, globals: readonly Option[]): Command {
  return command.configureHelp({
    ...command.configureHelp(),
    visibleGlobalOptions: () => [...globals],
  });
}

/** By night, for people; hours that divide the day, for machines. */
function cronOf(text: string): string {
  if (text === 'day') return '30 2 * * *';
  if (text === 'week') return '30 2 * * 1';
  const hours = text === 'hour' ? 1 : Number(/^(\d{1,2})h$/.exec(text)?.[1]);
  if (!(hours >= 1 && 24 % hours === 0))
    throw new InvalidArgumentError('hour, 2h, 3h, 4h, 6h, 8h, 12h, day, week');
  return hours === 24 ? '30 2 * * *' : `0 */${hours} * * *`;
}
