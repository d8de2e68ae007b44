import { ApiKeysResponse, CreatedKey, type Result, Role } from '@nianbao/contracts';
import type { Route } from '@nianbao/http-api';
import { keys as objectKeysOf } from '@nianbao/object-store';
import { type RunningHttp, serveHttp } from '@nianbao/service-kit/http';
import type { ConsoleApp } from '../../services/console/src/create-console-app.ts';
import { createIntakeApp } from '../../services/intake/src/http/create-intake-app.ts';
import { sampleFailure, sampleReport } from './catalogue-samples.ts';
import { type HttpBench, startHttpBench } from './http-bench.ts';
import { landUpload } from './land-upload.ts';
import { sampleConsole } from './sample-console.ts';

/** A request to one of the services; `query` and `body` are the caller's. */
export interface Sent {
  key?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Console and intake behind keys, on real ports, with a report, a failure and an upload in flight. */
export interface GuardedServices {
  bench: HttpBench;
  console: ConsoleApp;
  services: { base: string; routes: readonly Route[] }[];
  consoleUrl: string;
  intakeUrl: string;
  /** The key of the environment. */
  bootstrap: string;
  /** One key of each role. */
  keys: Record<Role, string>;
  /** Ids that there are. */
  documentId: string;
  failedId: string;
  send(method: string, url: string, sent?: Sent): Promise<Response>;
  createKey(role: Role, more?: object): Promise<CreatedKey>;
  /** One more console beside the first, not listening. */
  secondConsole(requestsPerMinute: number): ConsoleApp;
  stop(): Promise<void>;
}

const bootstrap = 'the first key of the tests';
const here = { host: '127.0.0.1', port: 0 };

export async function startGuardedServices(): Promise<GuardedServices> {
  const bench = await startHttpBench();
  const guard = { apiKey: bootstrap, allowedOrigins: [], keyCacheMs: 0 };
  const intake = createIntakeApp({
    ...bench,
    config: {
      ...guard,
      eventSecret: 'the secret of the store',
      bucket: undefined,
      maxUploadBytes: 1_000_000,
      maxConcurrentUploads: 4,
      profiles: ['auto'],
    },
  });
  const intakeHttp = await serveHttp(intake.app, here);
  const consoleOf = (requestsPerMinute: number) =>
    sampleConsole(bench, {
      ...guard,
      requestsPerMinute,
      trustedProxies: 1,
      intake: { url: intakeHttp.url, key: bootstrap },
    });
  const console = consoleOf(0);
  const consoleHttp = await serveHttp(console.app, here);
  const createKey = async (role: Role, more: object = {}) => {
    const body = { name: `a ${role}`, role, ...more };
    const answer = await send('POST', `${consoleHttp.url}/api/keys`, { key: bootstrap, body });
    return CreatedKey.parse(await answer.json());
  };
  const keys = await Promise.all(
    Role.options.map(async (role) => [role, (await createKey(role)).secret] as const),
  );
  return {
    bench,
    console,
    services: [
      { base: consoleHttp.url, routes: console.routes },
      { base: intakeHttp.url, routes: intake.routes },
    ],
    consoleUrl: consoleHttp.url,
    intakeUrl: intakeHttp.url,
    bootstrap,
    keys: Object.fromEntries(keys) as Record<Role, string>,
    ...(await landSamples(bench)),
    send,
    createKey,
    secondConsole: consoleOf,
    stop: () => stop(bench, console, [consoleHttp, intakeHttp]),
  };
}

async function send(method: string, url: string, { key, body, headers }: Sent = {}): Promise<Response> {
  return fetch(url, {
    method,
    headers: { ...(key !== undefined && { authorization: `Bearer ${key}` }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

/** The names of the keys there are, as an administrator sees them. */
export async function listKeys({ send, consoleUrl, keys }: GuardedServices) {
  const answer = await send('GET', `${consoleUrl}/api/keys`, { key: keys.admin });
  return ApiKeysResponse.parse(await answer.json()).keys;
}

async function landSamples(bench: HttpBench) {
  const publish = async (result: Result) => {
    const resultKey = objectKeysOf.result(result.documentId, result.resultId);
    await bench.store.put(resultKey, JSON.stringify(result));
    await bench.catalogue.publish(result, resultKey);
    return result.documentId;
  };
  const report = sampleReport(await landUpload(bench, '云栖镇.docx'), {
    publishedAt: new Date().toISOString(),
  });
  await bench.store.put(report.textKey, JSON.stringify({ text: '全年调解矛盾纠纷12件。', blocks: [] }));
  const failure = sampleFailure(await landUpload(bench, 'failed.docx'), 'STAGE_TIMEOUT');
  await landUpload(bench, 'in-flight.docx');
  return { documentId: await publish(report), failedId: await publish(failure) };
}

async function stop(bench: HttpBench, console: ConsoleApp, http: RunningHttp[]): Promise<void> {
  console.endStreams();
  await Promise.all(http.map((each) => each.stop()));
  await console.stop();
  await bench.stop();
}
