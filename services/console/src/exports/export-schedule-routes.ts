import type { KeptExportSchedule } from '@nianbao/catalogue';
import {
  ChangeExportSchedule,
  CreateExportSchedule,
  DeletedExportSchedule,
  ExportSchedule,
  ExportScheduleName,
  ExportSchedulesResponse,
} from '@nianbao/contracts';
import { type Route, route } from '@nianbao/http-api';
import { keys } from '@nianbao/object-store';
import { z } from 'zod';
import type { ConsoleDeps } from '../console-deps.ts';
import { consoleProblem } from '../console-problem.ts';
import { refuseUnknownWords } from '../refuse-unknown-words.ts';
import { nextRun } from './next-run.ts';

type Deps = Pick<ConsoleDeps, 'catalogue' | 'config'>;

const onePath = {
  tag: 'exports',
  path: '/api/exports/schedules/:name',
  params: z.object({ name: ExportScheduleName }),
} as const;

/** Exports that are repeated by the clock into the bucket: see run-due-exports.ts. */
export function exportScheduleRoutes(deps: Deps): Route[] {
  const { catalogue, config } = deps;
  return [
    route({
      id: 'list-export-schedules',
      method: 'get',
      path: '/api/exports/schedules',
      tag: 'exports',
      role: 'reader',
      summary: { zh: '定时导出及其最近一次结果', en: 'Scheduled exports and what their last runs came to' },
      answers: { 200: ExportSchedulesResponse },
      handle: async () => ({ schedules: (await catalogue.exportSchedules()).map(shown) }),
    }),
    route({
      id: 'create-export-schedule',
      method: 'post',
      path: '/api/exports/schedules',
      tag: 'exports',
      role: 'operator',
      summary: { zh: '新建定时导出', en: 'Schedule an export' },
      description: {
        zh: '到时写入存储桶 exports/<名称>/<时间>/，manifest.json 最后写入；只保留最近 keep 次。上一次未完成时，期间到点的跳过。',
        en: 'Written to exports/<name>/<time>/ of the bucket, manifest.json last; the newest `keep` stay. Times that pass while a run lasts are skipped.',
      },
      body: CreateExportSchedule,
      answers: { 201: ExportSchedule },
      async handle({ body, actor }) {
        refuseUnknownWords(config.labels, body.request);
        if (!(await catalogue.createExportSchedule(body, actor?.name ?? 'local', checkedNext(body))))
          throw consoleProblem('EXPORT_SCHEDULE_TAKEN', body.name);
        return shown(await known(deps, body.name));
      },
    }),
    route({
      ...onePath,
      id: 'change-export-schedule',
      method: 'patch',
      role: 'operator',
      summary: { zh: '修改、暂停或恢复定时导出', en: 'Change, pause or resume a scheduled export' },
      body: ChangeExportSchedule,
      answers: { 200: ExportSchedule },
      handle: ({ params: { name }, body }) => change(deps, name, body),
    }),
    route({
      ...onePath,
      id: 'run-export-schedule',
      method: 'post',
      path: '/api/exports/schedules/:name/run',
      role: 'operator',
      summary: {
        zh: '立即导出一次；正在导出时不重复',
        en: 'Export once now; while it runs already, nothing is added',
      },
      answers: { 202: ExportSchedule },
      async handle({ params: { name } }) {
        await known(deps, name);
        await catalogue.askForExport(name);
        return shown(await known(deps, name));
      },
    }),
    route({
      ...onePath,
      id: 'delete-export-schedule',
      method: 'delete',
      role: 'operator',
      summary: {
        zh: '删除定时导出；已写入存储桶的文件保留',
        en: 'Remove a scheduled export; what it wrote stays in the bucket',
      },
      answers: { 200: DeletedExportSchedule },
      async handle({ params: { name } }) {
        await known(deps, name);
        await catalogue.deleteExportSchedule(name);
        return { deleted: name };
      },
    }),
  ];
}

async function change(deps: Deps, name: string, wanted: ChangeExportSchedule) {
  const { catalogue } = deps;
  const before = await known(deps, name);
  const after = {
    cron: wanted.cron ?? before.cron,
    timeZone: wanted.timeZone ?? before.timeZone,
    paused: wanted.paused ?? before.paused,
  };
  const next = checkedNext(after);
  const moved = (['cron', 'timeZone', 'paused'] as const).some((field) => after[field] !== before[field]);
  await catalogue.changeExportSchedule(name, {
    ...wanted,
    ...(moved && { dueAt: after.paused ? null : next }),
  });
  return shown(await known(deps, name));
}

async function known({ catalogue }: Deps, name: string): Promise<KeptExportSchedule> {
  const found = await catalogue.exportSchedule(name);
  if (found === null) throw consoleProblem('EXPORT_SCHEDULE_UNKNOWN', name);
  return found;
}

function shown(schedule: KeptExportSchedule): ExportSchedule {
  return { ...schedule, prefix: keys.exportsOf(schedule.name) };
}

function checkedNext(wanted: { cron: string; timeZone: string }): Date {
  try {
    return nextRun(wanted, new Date());
  } catch (error) {
    throw consoleProblem('EXPORT_SCHEDULE_TIME', error instanceof Error ? error.message : undefined);
  }
}
