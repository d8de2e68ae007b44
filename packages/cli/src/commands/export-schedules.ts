import type { ExportSchedule } from '@nianbao/contracts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { readFilter } from '../known-words.ts';
import type { FilterOptions } from '../program/report-filter-options.ts';
import { formatBytes, localTime } from '../terminal/format.ts';
import type { Io } from '../terminal/io.ts';
import { renderTable } from '../terminal/table.ts';

export interface ScheduleOptions extends FilterOptions {
  format?: 'csv' | 'xlsx' | 'ndjson' | 'parquet';
  tables?: string;
  names?: boolean;
  cron?: string;
  /** As a cron expression. */
  every?: string;
  timeZone?: string;
  keep?: number;
}

const daily = '30 2 * * *';

export async function runSchedulesList(io: Io): Promise<ExitCode> {
  const schedules = await connect(io).exportSchedules();
  io.document({ schedules });
  io.print(schedules.length === 0 ? io.t.exportSchedules.none : table(io, schedules));
  return exitCodes.ok;
}

export async function runSchedulesCreate(io: Io, name: string, options: ScheduleOptions): Promise<ExitCode> {
  const { format, tables, names, cron, every, timeZone, keep } = options;
  const client = connect(io);
  const schedule = await client.createExportSchedule({
    name,
    cron: cron ?? every ?? daily,
    ...(timeZone !== undefined && { timeZone }),
    ...(keep !== undefined && { keep }),
    request: {
      ...(await readFilter(io, client, options)),
      ...(format !== undefined && { format }),
      lang: names ? 'names' : io.language,
      ...(tables !== undefined && { tables }),
    },
  });
  return show(io, schedule);
}

export async function runSchedulesPause(io: Io, name: string, paused: boolean): Promise<ExitCode> {
  return show(io, await connect(io).changeExportSchedule(name, { paused }));
}

export async function runSchedulesRun(io: Io, name: string): Promise<ExitCode> {
  const schedule = await connect(io).runExportSchedule(name);
  io.document(schedule);
  io.print(io.t.exportSchedules.asked(name, schedule.prefix));
  return exitCodes.ok;
}

export async function runSchedulesRemove(io: Io, name: string): Promise<ExitCode> {
  const client = connect(io);
  const answer = await client.deleteExportSchedule(name);
  io.document(answer);
  io.print(io.t.exportSchedules.removed(name));
  return exitCodes.ok;
}

function show(io: Io, schedule: ExportSchedule): ExitCode {
  io.document(schedule);
  io.print(table(io, [schedule]));
  return exitCodes.ok;
}

function table(io: Io, schedules: readonly ExportSchedule[]): string {
  const { columns, paused } = io.t.exportSchedules;
  return renderTable(
    io,
    [
      { title: columns.name },
      { title: columns.when },
      { title: columns.format },
      { title: columns.due },
      { title: columns.last },
      { title: columns.outcome, flexible: true },
      { title: columns.prefix, flexible: true },
    ],
    schedules.map((each) => [
      each.name,
      `${each.cron} ${each.timeZone}`,
      each.request.format,
      each.dueAt === null ? paused : localTime(each.dueAt),
      each.lastRun === null ? '' : localTime(each.lastRun.at),
      outcomeOf(io, each),
      each.prefix,
    ]),
  );
}

function outcomeOf({ t: { exportSchedules } }: Io, { lastRun }: ExportSchedule): string {
  if (lastRun === null) return '';
  if (lastRun.outcome === 'running') return exportSchedules.running;
  return lastRun.outcome === 'failed'
    ? exportSchedules.failed(lastRun.error ?? '')
    : exportSchedules.done(lastRun.rows, formatBytes(lastRun.bytes));
}
