import type { RequiredRole } from '@nianbao/contracts';
import type { zhSteering } from './zh-steering.ts';

const roles: Record<RequiredRole, string> = {
  uploader: 'uploader',
  reader: 'reader',
  operator: 'operator',
  admin: 'administrator',
  any: 'any role',
  none: 'no login',
};

export const enSteering: typeof zhSteering = {
  access: {
    roles,
    roleHints: {
      uploader: 'uploads files and sees the progress of batches',
      reader: 'sees everything, changes nothing',
      operator: 'also uploads, retries, pauses and so on',
      admin: 'also manages keys and deletes documents',
    },
    signedInAs: (name, role) => `Signed in: ${name} (${role})`,
    needs: (role) => `Takes a key of the role “${roles[role]}”`,
    missing: 'Not for your key',
    missingDetail: (role, needs) =>
      `Your role is “${role}”. This page: ${needs}. Ask an administrator for one.`,
  },
  steer: {
    actions: 'Actions',
    reason: 'Reason (kept in the audit)',
    atMost: 'At most how many',
  },
  keys: {
    about:
      'One key for each person and program, with the least role that will do. A key is shown once, when it is created; revoke a lost one and create another.',
    name: 'Name',
    nameHint: 'Who or which program uses it, e.g. “statistics system”.',
    role: 'Role',
    state: 'State',
    states: { active: 'active', expired: 'expired', revoked: 'revoked' },
    created: 'Created',
    createdSaid: (name) => `Key “${name}” created.`,
    createdTitle: (name) => `Key “${name}”`,
    once: 'This key is shown only now. Copy it and keep it safe.',
    copy: 'Copy the key',
    copied: 'Copied',
    kept: 'I have kept it',
    lastUsed: 'Last used',
    expires: 'Expires',
    days: (n) => (n === 0 ? 'Never' : `After ${n} days`),
    create: 'Create a key',
    revoke: 'Revoke',
    revokeTitle: (name) => `Revoke the key “${name}”?`,
    revokeExplained:
      'Programs and sessions that use it stop working within seconds, for good. Create another key where one is needed.',
    revoked: (name) => `“${name}” is revoked.`,
    empty: 'There are no keys yet.',
  },
  audit: {
    at: 'When',
    actor: 'Who',
    actorHint: 'name or id of a key',
    action: 'Action',
    anyAction: 'Any action',
    target: 'What of',
    outcome: 'Outcome',
    done: 'done',
    refused: 'refused',
    failed: (status) => `failed (${status})`,
    detail: 'Asked for',
    from: 'From (day included)',
    to: 'To (day included)',
    apply: 'Filter',
    clear: 'Clear',
    newer: 'Newer',
    older: 'Older',
    empty: 'No entries match.',
    uploadFile: 'Upload one file',
    export: (format) => `Export ${format}`,
  },
  queues: {
    raw: 'Raw queues (bull-board)',
    about:
      'Pause: what runs is finished, nothing more is taken, no file is lost. Concurrency: files at a time per worker process. Delayed jobs wait for their next attempt, or for their batch to be resumed.',
    concurrency: 'Concurrency',
    setConcurrency: (stage) => `Set the concurrency of “${stage}”`,
    byDefault: (n) => `default ${n}`,
    concurrencyTitle: (stage) => `Concurrency of “${stage}”`,
    concurrencyExplained: (workers) =>
      `Files at a time per worker process, 1-64; empty for the default. There are ${workers} worker processes; they follow within seconds, and it outlives restarts.`,
    save: 'Save',
    paused: 'paused',
    since: (time) => `since ${time}`,
    pause: 'Pause',
    resume: 'Resume',
    promote: 'Run now',
    promoteTitle: (stage) => `Queue the delayed jobs of “${stage}” now?`,
    promoteExplained: (n) =>
      `${n} wait for their next attempt. They are tried at once; if what they need is still away, they are put off again. Files of paused batches stay put off.`,
    drain: 'Drain',
    drainTitle: (stage) => `Drain the queue of “${stage}”?`,
    drainExplained: (n) =>
      `${n} waiting and delayed files are not read on: they fail as DRAINED and can be retried from the failures page, going on from this stage. What runs is not touched. To hold them for a while, pause instead.`,
    said: {
      pause: (stage) => `“${stage}” is paused; what runs is finished.`,
      resume: (stage) => `“${stage}” goes on.`,
      concurrency: (stage, n) => `Concurrency of “${stage}”: ${n ?? 'the default'}.`,
      promote: (n) => `${n} queued.`,
      drain: (n, left) => `${n} taken out, ${left} left.`,
    },
  },
};
