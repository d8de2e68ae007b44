import type { Role } from '@nianbao/contracts';
import { type Command, Option } from 'commander';
import type { Io } from '../terminal/io.ts';
import { withExamples } from './help-sections.ts';
import type { OnExit } from './on-exit.ts';
import { wholeNumber } from './option-parsers.ts';

const roles = ['uploader', 'reader', 'operator', 'admin'] as const satisfies readonly Role[];

/** Commands for administrators: keys, audit. */
export function addAccessCommands(program: Command, io: Io, onExit: OnExit): void {
  addKeys(program, io, onExit);
  const { audit: description, options } = io.t.access;
  const audit = program
    .command('audit')
    .description(description)
    .option('--actor <name>', options.actor)
    .option('--action <id>', options.action)
    .option('--from <time>', options.from)
    .option('--to <time>', options.to)
    .option('--limit <n>', options.limit, wholeNumber(100_000), 100)
    .addOption(new Option('--format <format>', options.auditFormat).choices(['csv', 'json']))
    .action(async (given) => onExit(await (await import('../commands/audit.ts')).runAudit(io, given)));
  withExamples(audit, io.t, [
    'nianbao audit',
    'nianbao audit --action retry-failures --from 2026-11-01',
    'nianbao audit --actor 3fa94c0b1d22 --json',
    'nianbao audit --format csv --from 2026-01-01 > audit.csv',
  ]);
}

function addKeys(program: Command, io: Io, onExit: OnExit): void {
  const { t } = io;
  const { access } = t;
  const commands = async () => import('../commands/keys.ts');
  const keys = program.command('keys').description(access.keys).helpCommand(false);
  withExamples(keys, t, ['nianbao keys list', 'nianbao keys create 统计室 --role reader']);
  const list = keys
    .command('list')
    .description(access.list)
    .action(async () => onExit(await (await commands()).runKeysList(io)));
  withExamples(list, t, ['nianbao keys list', 'nianbao keys list --json']);
  const create = keys
    .command('create')
    .description(access.create)
    .argument('<name>', access.arguments.name)
    .addOption(new Option('--role <role>', access.options.role).choices(roles).makeOptionMandatory())
    .option('--expires <day>', access.options.expires)
    .action(async (name, options) => onExit(await (await commands()).runKeysCreate(io, name, options)));
  withExamples(create, t, ['nianbao keys create 统计室 --role reader --expires 2027-01-31']);
  const revoke = keys
    .command('revoke')
    .description(access.revoke)
    .argument('<id>', access.arguments.id)
    .action(async (id) => onExit(await (await commands()).runKeysRevoke(io, id)));
  withExamples(revoke, t, ['nianbao keys revoke 3fa94c0b1d22']);
}
