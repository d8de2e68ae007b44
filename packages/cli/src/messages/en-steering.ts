import { plural } from './plural.ts';
import type { Messages } from './zh.ts';

/** Texts of the operator's commands, in English. */
export const enSteering: Messages['steering'] = {
  commands: {
    pause: 'pause a stage or a batch: what runs is finished, nothing more is taken',
    resume: 'resume a stage or a batch',
    batches: 'list batches: account, progress, time left, state, priority',
    priority: 'change a batch’s priority; its waiting files move',
    concurrency: 'set how many jobs of a stage each worker process runs at a time; followed within seconds',
    drain: 'empty a stage’s queue: the files fail as DRAINED and can be retried',
    promote: 'queue the delayed jobs of a stage now',
    discard:
      'take failures that are dealt with off the list; the account stays, and they can be retried by id',
  },
  argumentTexts: {
    stage: 'stage: intake, convert, ocr, segment, extract, review, publish',
    batch: 'batch',
    level: 'high (before other batches), normal, low (after them) or default (as uploaded)',
    count: '1-64, or default',
  },
  optionTexts: {
    reason: 'reason, kept in the audit (up to 500 characters)',
    dryRun: 'only count, change nothing',
    discarded: 'discarded failures too (failures: those alone)',
    quarantined: 'only files that crashed their process again and again',
    groups: 'count by error code and stage',
  },
  errors: {
    stageOrBatch: 'Name a stage, or a batch with --batch (one of the two).',
    unknownStage: (name, known) => `There is no stage “${name}”. The stages are: ${known}.`,
    discardWhat: 'Name document ids, or use --batch, --code, --stage or --all, and give a --reason.',
  },
  paused: (what, since, words) =>
    `${what} is paused since ${since}. To resume: npx -y pnpm@12 nianbao resume ${words}`,
  resumed: (what) => `${what} is resumed.`,
  batch: (name) => `Batch “${name}”`,
  released: (jobs) => `${plural(jobs, 'job')} queued again.`,
  priority: (batch, level, jobs) =>
    `Priority of batch ${batch}: ${level}; ${plural(jobs, 'waiting job')} moved.`,
  concurrency: (stage, count) => `${stage}: ${count} at a time per worker process.`,
  drained: (count, left) =>
    `${plural(count, 'job')} taken out, their files fail as DRAINED; ${left} left. To retry: npx -y pnpm@12 nianbao retry --code DRAINED`,
  promoted: (count, left) => `${plural(count, 'job')} queued now; ${left} still delayed.`,
  discarded: (count, matched) => `${count} taken off the list (${matched} matched).`,
  wouldMatch: (matched) => `${matched} matched; nothing was changed.`,
  quarantine: 'Quarantined (crashed their process again and again; look at the files before a retry):',
  stagePaused: (stage, since) => `Stage “${stage}” is paused${since === '' ? '' : ` since ${since}`}.`,
  batchPaused: (batch, since) => `Batch “${batch}” is paused since ${since}.`,
  noBatches: 'No batches yet.',
  levels: { high: 'high', normal: 'normal', low: 'low', default: 'default' },
  batchStates: { paused: 'paused', running: 'running', done: 'done' },
  columns: {
    progress: 'Progress',
    rate: 'Per second',
    eta: 'Time left',
    priority: 'Priority',
    count: 'Count',
    oldest: 'Longest wait',
    concurrency: 'At a time',
  },
};
