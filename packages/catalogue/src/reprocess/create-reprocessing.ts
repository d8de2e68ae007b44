import type { Database } from '../database/database.ts';
import { changeGroups } from './change-groups.ts';
import { changedDocuments } from './changed-documents.ts';
import type { Reprocessing } from './reprocessing.ts';
import { advanceRuns, dueItems, markItemsSent, noteRehearsal } from './run-items.ts';
import { decide, findRun, listRuns, startRun } from './runs.ts';

export function createReprocessing(db: Database): Reprocessing {
  return {
    startReprocess: (runId, filter, target) => startRun(db, runId, filter, target),
    reprocessRuns: (limit) => listRuns(db, limit),
    reprocessRun: (runId) => findRun(db, runId),
    reprocessChanges: (runId) => changeGroups(db, runId),
    reprocessDocuments: (runId, after, limit) => changedDocuments(db, runId, after, limit),
    decideReprocess: (runId, decision, unchanged = false) => decide(db, runId, decision, unchanged),
    dueForReprocess: (epoch, outstanding, lostAfterMs) => dueItems(db, epoch, outstanding, lostAfterMs),
    markReprocessSent: (items, epoch) => markItemsSent(db, items, epoch),
    noteRehearsal: (rehearsal) => noteRehearsal(db, rehearsal),
    advanceReprocess: () => advanceRuns(db),
  };
}
