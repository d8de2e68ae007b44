import type { Route } from '@nianbao/http-api';

/** A call of a route that goes through. */
export interface ExampleCall {
  params?: Record<string, string>;
  query?: Record<string, string>;
  /** JSON, or the file itself. */
  body?: unknown;
  /** Where the samples cannot be brought to let it through: the problem it answers. */
  status?: number;
}

/** What the calls before made, and what the samples are. */
export interface ExampleSeed {
  documentId: string;
  failedId: string;
  key: string;
  /** Answers of earlier calls, by the id of the route. */
  answers: Map<string, unknown>;
}

const stage = { params: { stage: 'segment' } };
const trial = { params: { name: 'trial' } };
const batch = { params: { batch: '2025' } };
const weekly = { params: { name: 'weekly' } };

/** One for every route that cannot be called by its address alone: a new one needs its line here. */
const examples: Record<string, (seed: ExampleSeed) => ExampleCall> = {
  'sign-in': ({ key }) => ({ body: { key } }),
  'read-document': ({ documentId }) => ({ params: { id: documentId } }),
  'read-document-text': ({ documentId }) => ({ params: { id: documentId } }),
  'list-document-pages': ({ documentId }) => ({ params: { id: documentId } }),
  // The sample is a text without pages.
  'draw-document-page': ({ documentId }) => ({ params: { id: documentId, page: '1' }, status: 404 }),
  'download-original': ({ failedId }) => ({ params: { id: failedId } }),
  'create-export-schedule': () => ({ body: { name: 'weekly', cron: '30 2 * * 1', request: { year: 2025 } } }),
  'change-export-schedule': () => ({ ...weekly, body: { paused: true } }),
  'run-export-schedule': () => weekly,
  'delete-export-schedule': () => weekly,
  'compare-series': () => ({ query: { indicator: 'disputes-mediated' } }),
  'compare-ranking': () => ({ query: { indicator: 'disputes-mediated', year: '2025' } }),
  'compare-completeness': () => ({ query: { year: '2025' } }),
  'reread-document': ({ failedId }) => ({ params: { id: failedId } }),
  'retry-failures': () => ({ body: { code: 'STAGE_TIMEOUT', limit: 1 } }),
  'discard-failures': () => ({ body: { code: 'ENCRYPTED', reason: 'sent again' } }),
  'pause-stage': () => stage,
  'resume-stage': () => stage,
  'set-stage-concurrency': () => ({ ...stage, body: { concurrency: 2 } }),
  'drain-stage': () => ({ ...stage, body: { reason: 'a trial' } }),
  'promote-stage': () => ({ ...stage, body: { limit: 1 } }),
  'pause-batch': () => batch,
  'resume-batch': () => batch,
  'set-batch-priority': () => ({ ...batch, body: { priority: 'high' } }),
  'start-reprocess': () => ({ body: { year: 2025 } }),
  'get-reprocess': (seed) => ({ params: { run: made(seed, 'start-reprocess', 'runId') } }),
  'list-reprocess-changes': (seed) => ({ params: { run: made(seed, 'start-reprocess', 'runId') } }),
  'list-reprocess-documents': (seed) => ({ params: { run: made(seed, 'start-reprocess', 'runId') } }),
  // The rehearsal is not over: nothing here drives it.
  'publish-reprocess': (seed) => ({
    params: { run: made(seed, 'start-reprocess', 'runId') },
    body: {},
    status: 409,
  }),
  'cancel-reprocess': (seed) => ({ params: { run: made(seed, 'start-reprocess', 'runId') } }),
  'delete-documents': () => ({ body: { batch: 'none', reason: 'a trial' } }),
  'get-deletion': (seed) => ({ params: { deletion: made(seed, 'delete-documents', 'deletionId') } }),
  'create-subscription': () => ({
    body: { name: 'trial', target: { kind: 'queue', queue: 'trial' }, filter: { yearFrom: 2024 } },
  }),
  'show-subscription': () => trial,
  'change-subscription': () => ({ ...trial, body: { state: 'paused' } }),
  'list-deliveries': () => trial,
  'replay-subscription': () => ({ ...trial, body: { all: true } }),
  'test-subscription': () => trial,
  // Queues have none.
  'rotate-subscription-secret': () => ({ ...trial, body: {}, status: 400 }),
  'delete-subscription': () => trial,
  'create-key': () => ({ body: { name: '统计室', role: 'reader', expiresAt: '2099-01-31T00:00:00Z' } }),
  'revoke-key': (seed) => ({ params: { id: made(seed, 'create-key', 'key', 'keyId') } }),
  'take-store-events': () => ({ query: { token: 'the secret of the store' }, body: { Records: [] } }),
  'upload-file': () => ({ query: { batch: '2025', name: 'new.txt' }, body: '全文' }),
  'ask-known': ({ documentId }) => ({ body: { sha256: [documentId] } }),
  'presign-upload': () => ({ body: { batch: '2025', name: 'a.txt', bytes: 3 } }),
  'confirm-uploads': () => ({ body: { keys: ['incoming/2025/a.txt'] } }),
};

/** Throws when the route needs an example and has none. */
export function exampleCall(route: Route, seed: ExampleSeed): ExampleCall {
  const example = examples[route.id];
  if (example !== undefined) return example(seed);
  if (route.body === undefined && !route.path.includes(':')) return {};
  throw new Error(`${route.id} needs a line in tests/support/example-calls.ts`);
}

/** `/api/keys/:id` and the rest of an address. */
export function addressOf(route: Route, { params = {}, query = {} }: ExampleCall): string {
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? 'x');
  const search = new URLSearchParams(query).toString();
  return search === '' ? path : `${path}?${search}`;
}

function made({ answers }: ExampleSeed, id: string, ...path: string[]): string {
  let value = answers.get(id);
  for (const name of path) value = (value as Record<string, unknown> | undefined)?.[name];
  if (typeof value !== 'string') throw new Error(`${id} answered no ${path.join('.')}`);
  return value;
}
