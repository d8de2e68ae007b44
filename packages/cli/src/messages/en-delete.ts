import { plural } from './plural.ts';
import type { Messages } from './zh.ts';

/** Texts of `nianbao delete`, in English. */
export const enDelete: Messages['deletion'] = {
  command:
    'delete documents everywhere: originals, artefacts, results, catalogue, pending jobs; leaves a receipt',
  options: {
    batch: 'all documents of this batch',
    place: 'reports whose place, or its superior, has this word',
    year: 'reports on this year',
    before: 'documents uploaded before this day (YYYY-MM-DD)',
    reason: 'why; stands in the receipt',
    yes: 'delete without asking',
    dryRun: 'only count',
    list: 'list the deletions',
  },
  what: 'Say what to delete: document ids, or --batch, --place, --year, --before.',
  noReason: 'Say why with --reason.',
  badDate: (text) => `Not a day: ${text}. Write YYYY-MM-DD.`,
  found: (documents, uploads) => `${plural(documents, 'document')} of ${plural(uploads, 'upload')} would go.`,
  nothing: 'No document matches.',
  ask: 'There is no way back. Delete? [y/N] ',
  unconfirmed: 'Nothing has been deleted. Confirm with --yes.',
  running: 'Deleting',
  done: (documents, objects, deletionId) =>
    `${plural(documents, 'document')} and ${plural(objects, 'object')} deleted. Receipt: ${deletionId}`,
  exports: (folders) =>
    `Scheduled exports from before are copies of their own and may hold what was deleted: ${folders.join(', ')}. They go with the newest runs that are kept, or delete these folders in the bucket.`,
  none: 'Nothing has been deleted yet.',
  columns: {
    id: 'Id',
    created: 'Time',
    actor: 'By',
    reason: 'Reason',
    documents: 'Documents',
    uploads: 'Uploads',
    state: 'State',
  },
  finished: 'done',
  unfinished: 'under way',
};
