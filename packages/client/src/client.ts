import { z } from 'zod';
import { accessCalls } from './access-calls.ts';
import { ApiError, UnreachableError } from './api-error.ts';
import { createCalls } from './calls.ts';
import { comparisonCalls } from './comparison-calls.ts';
import { deletionCalls } from './deletion-calls.ts';
import { documentCalls } from './document-calls.ts';
import { createDownload } from './download.ts';
import { exportCalls } from './export-calls.ts';
import { overviewCalls } from './overview-calls.ts';
import { reprocessCalls } from './reprocess-calls.ts';
import { steeringCalls } from './steering-calls.ts';
import { subscriptionCalls } from './subscription-calls.ts';
import { createTransport, type Transport } from './transport.ts';
import { uploadCalls } from './upload-calls.ts';

export interface ClientOptions {
  /** Base URL of the intake service, e.g. `http://127.0.0.1:7301`. */
  intakeUrl: string;
  /** Base URL of the console's API, e.g. `http://127.0.0.1:7300`. */
  apiUrl: string;
  /** Sent as `Authorization: Bearer …`. */
  apiKey?: string;
  /** Of the server's error texts; default English. */
  language?: 'zh' | 'en';
  fetch?: typeof fetch;
  /** Tries after the first for calls that may be repeated; default 3. */
  retries?: number;
}

/**
 * Every method throws `ApiError` (the server said no), `UnreachableError` (no answer) or `InvalidAnswerError` (an answer
 * that breaks the contract).
 */
export type NianbaoClient = ReturnType<typeof createClient>;

/**
 * A typed client of the intake service and the console's API. Every answer is checked against its schema. Works from plain
 * JavaScript alike.
 *
 * @example
 * const client = createClient({ intakeUrl: 'http://127.0.0.1:7301', apiUrl: 'http://127.0.0.1:7300' });
 * await client.uploadFile('report.docx', { batch: '2024', name: 'report.docx' });
 */
export function createClient({
  intakeUrl,
  apiUrl,
  apiKey,
  language,
  retries = 3,
  fetch: send = fetch,
}: ClientOptions) {
  const headers = {
    ...(apiKey && { authorization: `Bearer ${apiKey}` }),
    ...(language && { 'accept-language': language }),
  };
  const options = { fetch: send, retries, headers };
  const transport = createTransport(options);
  const calls = createCalls(transport, apiUrl);
  const download = createDownload(options, apiUrl);
  return {
    ...documentCalls(transport, apiUrl, download),
    ...overviewCalls(calls),
    ...steeringCalls(transport, apiUrl),
    ...uploadCalls(transport, intakeUrl),
    ...accessCalls(calls, download),
    ...reprocessCalls(calls),
    ...deletionCalls(calls),
    ...comparisonCalls(calls),
    ...exportCalls(calls, download),
    ...subscriptionCalls(calls),
    /** Which of the two services answer well on `/health/ready`. */
    async ready(): Promise<{ intake: boolean; api: boolean }> {
      const [intake, api] = await Promise.all([isReady(transport, intakeUrl), isReady(transport, apiUrl)]);
      return { intake, api };
    },
  };
}

async function isReady(transport: Transport, base: string): Promise<boolean> {
  const call = { base, path: '/health/ready', method: 'GET', answer: z.unknown() } as const;
  try {
    await transport({ ...call, idempotent: false, timeoutMs: 5_000 });
    return true;
  } catch (error) {
    if (error instanceof UnreachableError || error instanceof ApiError) return false;
    throw error;
  }
}
