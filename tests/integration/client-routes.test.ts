import { ApiError, createClient, type NianbaoClient } from '@nianbao/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GuardedServices, startGuardedServices } from '../support/guarded-services.ts';

const id = 'a'.repeat(64);
const run = 'x';
const target = { batch: 'b', name: 'a.txt' };
const content = { open: () => Buffer.from('a'), bytes: 1 };

/** Every call of the client, once: a new one is missed here by the compiler. */
const calls: { [Name in Exclude<keyof NianbaoClient, 'ready'>]: (client: NianbaoClient) => unknown } = {
  status: (client) => client.status(),
  documents: (client) => client.documents(),
  eachDocument: (client) => client.eachDocument().next(),
  eachReport: (client) => client.eachReport().next(),
  document: (client) => client.document(id),
  documentText: (client) => client.documentText(id),
  documentPages: (client) => client.documentPages(id),
  pageImage: (client) => client.pageImage(id, 1),
  original: (client) => client.original(id),
  reread: (client) => client.reread(id),
  batches: (client) => client.batches(),
  batchProgress: (client) => client.batchProgress(),
  failures: (client) => client.failures(),
  throughput: (client) => client.throughput(),
  retry: (client) => client.retry({ all: true }),
  discard: (client) => client.discard({ code: 'ENCRYPTED', reason: 'r' }),
  rebuild: (client) => client.rebuild(),
  rebuildStatus: (client) => client.rebuildStatus(),
  overview: (client) => client.overview(),
  history: (client) => client.history(),
  config: (client) => client.config(),
  pauseStage: (client) => client.pauseStage('x'),
  resumeStage: (client) => client.resumeStage('x'),
  setConcurrency: (client) => client.setConcurrency('x', 1),
  drain: (client) => client.drain('x', { reason: 'r' }),
  promote: (client) => client.promote('x'),
  pauseBatch: (client) => client.pauseBatch('x'),
  resumeBatch: (client) => client.resumeBatch('x'),
  setPriority: (client) => client.setPriority('x', 'high'),
  upload: (client) => client.upload(content, target),
  uploadFile: (client) => client.uploadFile(import.meta.filename, target),
  known: (client) => client.known([id]),
  presign: (client) => client.presign({ ...target, bytes: 1 }),
  confirm: (client) => client.confirm(['incoming/b/a.txt']),
  keys: (client) => client.keys(),
  createKey: (client) => client.createKey({ name: 'n', role: 'reader' }),
  revokeKey: (client) => client.revokeKey('x'),
  eachAuditEntry: (client) => client.eachAuditEntry().next(),
  startReprocess: (client) => client.startReprocess(),
  reprocessRuns: (client) => client.reprocessRuns(),
  reprocessRun: (client) => client.reprocessRun(run),
  reprocessChanges: (client) => client.reprocessChanges(run),
  reprocessDocuments: (client) => client.reprocessDocuments(run),
  publishReprocess: (client) => client.publishReprocess(run),
  cancelReprocess: (client) => client.cancelReprocess(run),
  previewDeletion: (client) => client.previewDeletion({ batch: 'b' }),
  deleteDocuments: (client) => client.deleteDocuments({ batch: 'b' }, 'r'),
  deletions: (client) => client.deletions(),
  deletionReceipt: (client) => client.deletionReceipt(run),
  exportAudit: (client) => client.exportAudit(),
  reports: (client) => client.reports(),
  exportReports: (client) => client.exportReports({}),
  exportSchedules: (client) => client.exportSchedules(),
  createExportSchedule: (client) => client.createExportSchedule({ name: 'x', cron: '0 7 * * *' }),
  changeExportSchedule: (client) => client.changeExportSchedule('x', { paused: true }),
  runExportSchedule: (client) => client.runExportSchedule('x'),
  deleteExportSchedule: (client) => client.deleteExportSchedule('x'),
  series: (client) => client.series({ indicator: 'x' }),
  ranking: (client) => client.ranking({ indicator: 'x', year: 2025 }),
  completeness: (client) => client.completeness({ year: 2025 }),
  subscriptions: (client) => client.subscriptions(),
  subscription: (client) => client.subscription('x'),
  createSubscription: (client) =>
    client.createSubscription({ name: 'x', target: { kind: 'queue', queue: 'x' } }),
  changeSubscription: (client) => client.changeSubscription('x', { state: 'paused' }),
  deleteSubscription: (client) => client.deleteSubscription('x'),
  deliveries: (client) => client.deliveries('x'),
  replay: (client) => client.replay('x', { all: true }),
  testSubscription: (client) => client.testSubscription('x'),
  rotateSecret: (client) => client.rotateSecret('x', {}),
};

/** Routes for people and browsers, and the store's own. */
const without = [
  'read-session',
  'sign-in',
  'sign-out',
  'watch-overview',
  'read-openapi',
  'read-reference',
  'read-reference-style',
  'take-store-events',
  // The page's way to the same calls of the intake.
  'post /api/uploads/presign',
  'post /api/uploads/confirm',
];

let house: GuardedServices;
beforeAll(async () => {
  house = await startGuardedServices();
});
afterAll(() => house.stop());

it('every route of both services has a call in the client, and every call a route', async () => {
  const sent = await requestsOf(calls);
  const wanted = house.services.flatMap(({ routes }) =>
    routes.filter(({ id, method, path }) => !without.includes(id) && !without.includes(`${method} ${path}`)),
  );
  expect(wanted.length).toBeGreaterThan(55);
  const matches = ({ method, path }: { method: string; path: string }, request: string) =>
    new RegExp(`^${method} ${path.replaceAll(/:\w+/g, '[^/]+')}$`).test(request);
  const lacking = wanted.filter((route) => !sent.some((request) => matches(route, request)));
  expect(lacking.map(({ id, method, path }) => `${id}: ${method} ${path}`)).toEqual([]);
  const astray = sent.filter((request) => !wanted.some((route) => matches(route, request)));
  expect(astray).toEqual([]);
});

async function requestsOf(each: typeof calls): Promise<string[]> {
  const sent: string[] = [];
  const note: typeof fetch = async (input, init) => {
    const { pathname } = new URL(String(input));
    sent.push(`${init?.method?.toLowerCase() ?? 'get'} ${pathname}`);
    return new Response('noted', { status: 418 });
  };
  const client = createClient({ intakeUrl: 'http://intake', apiUrl: 'http://api', fetch: note, retries: 0 });
  for (const [name, call] of Object.entries(each)) {
    const before = sent.length;
    await expect(call(client), name).rejects.toThrow(ApiError);
    expect(sent.length, name).toBe(before + 1);
  }
  return [...new Set(sent)];
}
