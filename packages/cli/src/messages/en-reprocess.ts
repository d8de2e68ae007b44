import { plural } from './plural.ts';
import type { Messages } from './zh.ts';

/** Texts of `nianbao reprocess`, in English. */
export const enReprocess: Messages['reprocess'] = {
  command:
    'read published reports anew with the rules of today: first the difference, then, after a yes, publish',
  options: {
    batch: 'only this batch',
    place: 'only reports whose place, or its superior, has this word',
    year: 'only reports on this year',
    profile: 'only reports of this genre',
    stage: 'only reports for which this stage would run anew',
    all: 'also reports that the rules of today have read',
    dryRun: 'show the difference and do not ask',
    publish: 'publish what changes without asking',
    unchanged: 'publish reports without a difference too, under the new versions',
    run: 'look at a run that is there',
    cancel: 'drop the run named by --run',
    list: 'list the runs',
  },
  title: 'Reading anew',
  publishing: 'Publishing',
  current: 'Every report that matches was read by the rules of today. --all reads them again all the same.',
  compared: ({ documents, changed, failed }) =>
    `${plural(documents, 'report')} read anew: ${changed} would change${failed > 0 ? `, ${failed} could not be read (never published)` : ''}.`,
  noChange: 'Nothing would change.',
  ask: (count) => `Publish ${plural(count, 'revised report')}? [y/N] `,
  how: (runId) =>
    `Nothing has been published. To publish: nianbao reprocess --run ${runId} --publish; to drop it: nianbao reprocess --run ${runId} --cancel`,
  published: (count) => `${plural(count, 'revised report')} published.`,
  cancelled: 'The run was dropped. Nothing has been published.',
  noRuns: 'There has been no reprocessing yet.',
  columns: {
    run: 'Run',
    created: 'Begun',
    state: 'State',
    documents: 'Reports',
    compared: 'Compared',
    changed: 'Changed',
    failed: 'Failed',
    published: 'Published',
    kind: 'What',
    key: 'Which',
    change: 'Change',
    reports: 'Reports',
    before: 'Before, e.g.',
    after: 'After',
  },
  states: {
    comparing: 'comparing',
    ready: 'ready to publish',
    publishing: 'publishing',
    done: 'done',
    cancelled: 'dropped',
  },
  kinds: {
    outcome: 'unreadable',
    about: 'about the report',
    heading: 'heading',
    figure: 'figure',
    indicator: 'indicator',
    part: 'part',
    finding: 'finding',
  },
  changes: { added: 'added', removed: 'gone', changed: 'changed' },
};
