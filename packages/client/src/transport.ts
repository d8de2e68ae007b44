import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '@nianbao/contracts';
import type { z } from 'zod';
import { ApiError, ContentError, InvalidAnswerError, UnreachableError } from './api-error.ts';

/** One call. `body` is a function because a retry needs a fresh stream. */
interface Call<S extends z.ZodType> {
  base: string;
  path: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  answer: S;
  /** The answer is plain text, not JSON. */
  plain?: true;
  query?: Record<string, string | number | undefined>;
  json?: unknown;
  body?: () => Promise<BodyInit>;
  /** Bytes of `body`, when known: sent as Content-Length instead of chunked. */
  bytes?: number;
  /** Calling twice does what calling once does: such a call is tried again when the connection breaks. */
  idempotent: boolean;
  /** Makes it so: the server answers every try with the outcome of the first. */
  idempotencyKey?: string;
  /** Milliseconds until the call is given up; 0 waits for ever. */
  timeoutMs?: number;
  signal?: AbortSignal;
}

export type Transport = <S extends z.ZodType>(call: Call<S>) => Promise<z.infer<S>>;

export interface TransportOptions {
  fetch: typeof fetch;
  /** Of every call. */
  headers: Readonly<Record<string, string>>;
  /** Tries after the first. */
  retries: number;
}

const defaultTimeoutMs = 30_000;
const patienceMs = 2_000;
/** Answers of a server that is restarting or overloaded; the call itself was not carried out. */
const passingStatuses = new Set([429, 502, 503, 504]);

/** Sends calls, retries idempotent ones with growing delays (0.2, 0.4, 0.8 s …), validates every answer. */
export function createTransport(options: TransportOptions): Transport {
  return async (call) => {
    const tries = call.idempotent ? options.retries + 1 : 1;
    for (let attempt = 1; ; attempt++) {
      const startedAt = performance.now();
      try {
        return await send(call, options);
      } catch (error) {
        call.signal?.throwIfAborted();
        if (attempt >= tries || !isPassing(error) || hasWaited(error, startedAt)) throw error;
        await sleep(200 * 2 ** (attempt - 1), undefined, call.signal ? { signal: call.signal } : {});
      }
    }
  };
}

async function send<S extends z.ZodType>(call: Call<S>, options: TransportOptions): Promise<z.infer<S>> {
  const url = new URL(`${call.base.replace(/\/$/, '')}${call.path}`);
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  const init = await requestInit(call, options);
  let response: Response;
  let text: string;
  try {
    response = await options.fetch(url, init);
    text = await response.text();
  } catch (error) {
    call.signal?.throwIfAborted();
    throw contentErrorIn(error) ?? new UnreachableError(url.origin, error);
  }
  if (!response.ok) throw problemOf(response.status, text);
  const parsed = call.answer.safeParse(call.plain ? text : parseJson(text));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new InvalidAnswerError(`${call.method} ${call.path}: ${issue?.path.join('.')} ${issue?.message}`);
  }
  return parsed.data;
}

async function requestInit<S extends z.ZodType>(
  call: Call<S>,
  options: TransportOptions,
): Promise<RequestInit> {
  const accept = call.plain ? 'text/plain' : 'application/json';
  const headers: Record<string, string> = { ...options.headers, accept };
  if (call.idempotencyKey !== undefined) headers['idempotency-key'] = `"${call.idempotencyKey}"`;
  if (call.bytes !== undefined) headers['content-length'] = String(call.bytes);
  const timeoutMs = call.timeoutMs ?? defaultTimeoutMs;
  const signals = [
    ...(call.signal ? [call.signal] : []),
    ...(timeoutMs > 0 ? [AbortSignal.timeout(timeoutMs)] : []),
  ];
  const init: RequestInit & { duplex?: 'half' } = { method: call.method, headers };
  if (signals.length > 0) init.signal = AbortSignal.any(signals);
  if (call.json !== undefined) {
    headers['content-type'] = 'application/json';
    init.body = JSON.stringify(call.json);
  } else if (call.body) {
    headers['content-type'] = 'application/octet-stream';
    init.body = await call.body();
    init.duplex = 'half';
  }
  return init;
}

/** Whether the same call may go well in a moment. */
export function isPassing(error: unknown): boolean {
  if (error instanceof UnreachableError) return true;
  // The first try of a call is still at it.
  return error instanceof ApiError && (passingStatuses.has(error.status) || error.code === 'CALL_RUNNING');
}

/** Whether the server itself waited in vain for a part that does not answer: asking again would only wait longer. */
function hasWaited(error: unknown, startedAt: number): boolean {
  return error instanceof ApiError && error.status === 503 && performance.now() - startedAt > patienceMs;
}

/** fetch wraps what went wrong in the body it was sending. */
function contentErrorIn(error: unknown): ContentError | null {
  if (error instanceof ContentError) return error;
  return error instanceof Error && error.cause !== undefined ? contentErrorIn(error.cause) : null;
}

/** What the server said no with. */
export function problemOf(status: number, text: string): ApiError {
  const problem = Problem.safeParse(parseJson(text));
  if (problem.success) {
    const { code, detail, message } = problem.data;
    return new ApiError(status, code, detail, message ?? null);
  }
  return new ApiError(status, `HTTP_${status}`, text.slice(0, 300) || 'no details');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
