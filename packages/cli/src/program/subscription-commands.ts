import { type Command, Option } from 'commander';
import type { Io } from '../terminal/io.ts';
import { withExamples } from './help-sections.ts';
import type { OnExit } from './on-exit.ts';
import { wholeNumber } from './option-parsers.ts';

const events = ['report.published', 'report.revised', 'report.failed'];
const commands = () => import('../commands/subscriptions.ts');

/** `nianbao subscriptions …` */
export function addSubscriptionCommands(program: Command, io: Io, onExit: OnExit): void {
  const { subscriptions: texts } = io.t;
  const group = program.command('subscriptions').description(texts.about).helpCommand(false);
  withExamples(group, io.t, ['nianbao subscriptions list', 'nianbao subscriptions create archive']);
  const list = group
    .command('list')
    .description(texts.list)
    .action(async () => onExit(await (await commands()).runSubscriptionsList(io)));
  withExamples(list, io.t, ['nianbao subscriptions list', 'nianbao subscriptions list --json']);
  addCreate(group, io, onExit);
  addReplay(group, io, onExit);
  const named = (name: string, description: string) =>
    withExamples(group.command(name).description(description).argument('<name>', texts.name), io.t, [
      `nianbao subscriptions ${name} archive`,
    ]);
  named('show', texts.show).action(async (name) =>
    onExit(await (await commands()).runSubscriptionsShow(io, name)),
  );
  named('pause', texts.pause).action(async (name) =>
    onExit(await (await commands()).runSubscriptionsState(io, name, 'paused')),
  );
  named('resume', texts.resume).action(async (name) =>
    onExit(await (await commands()).runSubscriptionsState(io, name, 'active')),
  );
  named('test', texts.test).action(async (name) =>
    onExit(await (await commands()).runSubscriptionsTest(io, name)),
  );
  named('secret', texts.secret)
    .option('--overlap <hours>', texts.options.overlap, wholeNumber(168))
    .action(async (name, options) =>
      onExit(await (await commands()).runSubscriptionsSecret(io, name, options)),
    );
  named('delete', texts.delete).action(async (name) =>
    onExit(await (await commands()).runSubscriptionsDelete(io, name)),
  );
}

function addCreate(group: Command, io: Io, onExit: OnExit): void {
  const { subscriptions: texts } = io.t;
  const create = group
    .command('create')
    .description(texts.create)
    .argument('<name>', texts.name)
    .addOption(new Option('--url <url>', texts.options.url).conflicts('queue'))
    .option('--queue <queue>', texts.options.queue)
    .addOption(new Option('--payload <payload>', texts.options.payload).choices(['full', 'reference']));
  withFilter(create, io).action(async (name, options) =>
    onExit(await (await commands()).runSubscriptionsCreate(io, name, options)),
  );
  withExamples(create, io.t, [
    'nianbao subscriptions create archive',
    'nianbao subscriptions create office --url https://example.org/nianbao --place 青川湾县',
    'nianbao subscriptions create alarms --event report.failed --payload reference',
  ]);
}

function addReplay(group: Command, io: Io, onExit: OnExit): void {
  const { subscriptions: texts } = io.t;
  const replay = group
    .command('replay')
    .description(texts.replay)
    .argument('<name>', texts.name)
    .option('--from <time>', texts.options.from)
    .option('--dead', texts.options.dead)
    .option('--all', texts.options.all);
  withFilter(replay, io).action(async (name, options) =>
    onExit(await (await commands()).runSubscriptionsReplay(io, name, options)),
  );
  withExamples(replay, io.t, [
    'nianbao subscriptions replay archive --dead',
    'nianbao subscriptions replay archive --from 2026-11-01 --place 青川湾县',
  ]);
}

function withFilter(command: Command, { t }: Io): Command {
  const { options } = t.subscriptions;
  const several = (word: string, before: string[] = []) => [...before, word];
  return command
    .option('--event <event>', `${options.event} [${events.join('|')}]`, several)
    .option('--profile <id>', options.profile, several)
    .option('--place <place>', options.place)
    .option('--from-year <year>', options.yearFrom, wholeNumber(2200))
    .option('--to-year <year>', options.yearTo, wholeNumber(2200))
    .option('--finding <code>', options.finding, several);
}
