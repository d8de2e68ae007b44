import { plural } from './plural.ts';
import type { Messages } from './zh.ts';

/** Texts of `nianbao export schedule`, in English. */
export const enExportSchedules: Messages['exportSchedules'] = {
  about: 'export to the bucket by the clock',
  list: 'list scheduled exports and what their last runs came to',
  create: 'schedule an export: written to exports/<name>/<time>/ of the bucket, with manifest.json',
  run: 'export once now',
  pause: 'pause one',
  resume: 'resume one',
  remove: 'remove one; what it wrote stays in the bucket',
  name: 'name, of a-z, 0-9 and -',
  options: {
    every: 'how often: hour, 2h, 3h, 4h, 6h, 8h, 12h, day (at 2:30), week (Monday at 2:30); default day',
    cron: 'five fields of cron: minute, hour, day, month, weekday, e.g. "30 2 * * 1"',
    timeZone: 'by the clock of this time zone (default Asia/Shanghai)',
    keep: 'how many of the newest stay (default 10)',
  },
  columns: {
    name: 'Name',
    when: 'When',
    format: 'Format',
    due: 'Next',
    last: 'Last',
    outcome: 'Outcome',
    prefix: 'Where',
  },
  none: 'No export is scheduled. Schedule one: nianbao export schedule create NAME --every week',
  paused: 'paused',
  running: 'running',
  failed: (error) => `failed: ${error}`,
  done: (rows, size) => `${plural(rows, 'row')}, ${size}`,
  asked: (name, prefix) =>
    `${name} is about to be exported to ${prefix}. See how it goes: nianbao export schedule list`,
  removed: (name) => `Removed: ${name}. What it wrote stays in the bucket.`,
};
