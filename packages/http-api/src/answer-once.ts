import { createHash } from 'node:crypto';
import { problem } from '@nianbao/service-kit/http';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { apiProblem } from './api-problem.ts';
import type { Route } from './route.ts';
import type { RouteServing } from './route-serving.ts';

type Serving = Pick<RouteServing, 'catalogue' | 'log'>;

/** Larger answers are not kept: such a call is made again. */
const maxKeptBody = 256 * 1024;

/**
 * Makes a call once per `Idempotency-Key` (IETF draft-ietf-httpapi-idempotency-key-header): the same key with the same request gets the
 * first answer again for a day. Throws IDEMPOTENCY_KEY_REUSED for another request, CALL_RUNNING while the first is under way and
 * ANSWER_SHOWN_ONCE where the answer is a secret. A call that fails is not kept: it may be made again.
 */
export async function answerOnce(
  serving: Serving,
  { c, route, actorId, asked }: { c: Context; route: Route; actorId: string; asked: unknown },
  call: () => Promise<Response>,
): Promise<Response> {
  const key = idempotencyKey(c);
  if (key === null) return call();
  const keyHash = digest([actorId, key]);
  const requestHash = digest([route.id, asked]);
  const claim = await serving.catalogue.claimCall(keyHash, requestHash);
  if (claim.state !== 'new') {
    if (claim.requestHash !== requestHash) throw apiProblem('IDEMPOTENCY_KEY_REUSED');
    if (claim.state === 'running')
      throw apiProblem('CALL_RUNNING', undefined, { headers: { 'retry-after': '1' } });
    if (claim.body === null) throw apiProblem('ANSWER_SHOWN_ONCE');
    const headers = { 'content-type': 'application/json', 'idempotency-replayed': 'true' };
    return c.body(claim.body, claim.status as ContentfulStatusCode, headers);
  }
  const response = await call().catch(async (error: unknown) => {
    await note(serving, serving.catalogue.releaseCall(keyHash));
    throw error;
  });
  await note(serving, keep(serving, route, keyHash, response));
  return response;
}

async function keep({ catalogue }: Serving, route: Route, keyHash: string, response: Response) {
  const body = await response.clone().text();
  if (!response.ok || body.length > maxKeptBody) await catalogue.releaseCall(keyHash);
  else await catalogue.answerCall(keyHash, response.status, route.secretAnswer ? null : body);
}

/** The call itself is over: what can not be noted of it changes nothing for the caller. */
async function note({ log }: Serving, noting: Promise<void>): Promise<void> {
  await noting.catch((err: unknown) => {
    log.error({ event: 'idempotency-unwritten', err }, 'the outcome of a call could not be noted');
  });
}

/** The draft's header is a quoted string; plain ones are common and taken too. */
function idempotencyKey(c: Context): string | null {
  const given = c.req.header('idempotency-key');
  if (given === undefined) return null;
  const key = /^"(.*)"$/.exec(given)?.[1] ?? given;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw problem('BAD_REQUEST', {
    zh: 'Idempotency-Key：须为 1 至 255 个可见 ASCII 字符',
    en: 'Idempotency-Key: 1 to 255 visible ASCII characters',
  });
}

function digest(parts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
