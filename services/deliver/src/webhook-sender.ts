import type { Catalogue, Delivery, Receiver, SecretBox } from '@nianbao/catalogue';
import { deliveryKey, testMessage, type WebhookEvent } from '@nianbao/contracts';
import type { AttemptOutcome, Pipeline } from '@nianbao/pipeline';
import type { Logger } from '@nianbao/service-kit';
import { Webhook } from 'standardwebhooks';
import { messageOf, resultEvent, testEvent } from './message.ts';
import { type ResultReader, UnreadableResultError } from './result-reader.ts';
import { retryAfterMs } from './retry-after.ts';
import { queueOf } from './subscription-queue.ts';
import type { WebhookClient } from './webhook-client.ts';

export interface SenderParts {
  catalogue: Catalogue;
  pipeline: Pick<Pipeline, 'hold'>;
  log: Logger;
  read: ResultReader;
  box: SecretBox;
  client: WebhookClient;
  /** An endpoint that is under load, and does not say for how long, is left alone for this long. */
  backoffMs: number;
  /** An endpoint that did nothing but fail for this long is disabled. */
  disableAfterMs: number;
}

export interface WebhookSender {
  /** One attempt to hand a result to a webhook. */
  send(name: string, delivery: Delivery, attempt: number): Promise<AttemptOutcome>;
  sendTest(name: string): Promise<AttemptOutcome>;
}

/** Standard Webhooks, "Delivery success and failure": what to do about these answers besides trying again. */
const gone = 410;
const underLoad = new Set([429, 502, 503, 504]);
/** What failed once on Friday and again on Monday, with nothing to send between, has not failed for days. */
const disableAttempts = 5;

/** Posts events after the Standard Webhooks specification, signed with every secret that is still good. */
export function createWebhookSender(parts: SenderParts): WebhookSender {
  const { catalogue, read, log } = parts;
  return {
    async send(name, delivery, attempt) {
      const receiver = await catalogue.receiver(name);
      if (receiver === null) return { ok: true, detail: 'the subscription is gone' };
      const startedAt = performance.now();
      const outcome = await post(parts, receiver, deliveryKey(delivery), async () =>
        resultEvent(delivery, await messageOf(receiver, delivery, read)),
      );
      const { resultId, documentId } = delivery;
      const ms = Math.round(performance.now() - startedAt);
      log.info(
        { event: 'webhook', subscription: name, resultId, documentId, attempt, ms, ...outcome },
        'webhook',
      );
      if (!outcome.ok) await noteFailure(parts, receiver, outcome);
      return outcome;
    },
    async sendTest(name) {
      const receiver = await catalogue.receiver(name);
      if (receiver === null) return { ok: false, error: 'the subscription is gone' };
      const test = testMessage(name, new Date());
      return post(parts, receiver, `test-${Date.parse(test.sentAt)}`, async () => testEvent(test));
    },
  };
}

async function noteFailure(
  { catalogue, pipeline, log, disableAfterMs }: SenderParts,
  receiver: Receiver,
  { error, status }: { error: string; status?: number },
): Promise<void> {
  const { name } = receiver;
  const limits = { gone: status === gone, disableAfterMs, disableAttempts };
  if (!(await catalogue.noteFailure(name, error, limits))) return;
  log.error({ event: 'webhook-disabled', subscription: name, gone: limits.gone, error }, 'webhook disabled');
  // At once: `dispatch` would let many more be refused before it looks.
  await pipeline.hold(queueOf(receiver), true);
}

type PostOutcome = AttemptOutcome & { status?: number };

async function post(
  { box, client, backoffMs }: SenderParts,
  { target, secrets }: Receiver,
  id: string,
  makeEvent: () => Promise<WebhookEvent>,
): Promise<PostOutcome> {
  if (target.kind !== 'webhook') return { ok: false, error: 'not a webhook', final: true };
  try {
    const body = JSON.stringify(await makeEvent());
    const now = new Date();
    const inUse = secrets.filter(
      ({ expiresAt }) => expiresAt === null || Date.parse(expiresAt) > now.getTime(),
    );
    const signatures = inUse.map(({ sealed }) => new Webhook(box.open(sealed)).sign(id, now, body));
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'nianbao-webhooks/1',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': signatures.join(' '),
    };
    const { status, retryAfter } = await client.post({ url: target.url, headers, body });
    if (status >= 200 && status < 300) return { ok: true, detail: `HTTP ${status}`, status };
    const waitMs = retryAfterMs(retryAfter, new Date()) ?? (underLoad.has(status) ? backoffMs : undefined);
    return {
      ...{ ok: false, error: `HTTP ${status}${hint(status, waitMs)}`, status, final: status === gone },
      ...(waitMs !== undefined && { waitMs }),
    };
  } catch (error) {
    const { message } = error as Error;
    return { ok: false, error: message.slice(0, 500), final: error instanceof UnreadableResultError };
  }
}

function hint(status: number, waitMs: number | undefined): string {
  if (status === gone) return ': the endpoint is gone, the subscription is disabled';
  if (status >= 300 && status < 400) return ': redirects are not followed';
  return waitMs === undefined ? '' : `: left alone for ${Math.ceil(waitMs / 1_000)} s`;
}
