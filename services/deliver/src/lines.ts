import type { Catalogue, Delivery, Receiver } from '@nianbao/catalogue';
import type { AttemptOutcome, Pipeline, Scheduled, SettledDelivery } from '@nianbao/pipeline';
import type { Logger } from '@nianbao/service-kit';
import { catchUp } from './reconcile.ts';
import { queueOf } from './subscription-queue.ts';
import type { WebhookSender } from './webhook-sender.ts';

export interface LinesParts {
  catalogue: Catalogue;
  pipeline: Pipeline;
  log: Logger;
  sender: WebhookSender;
  /** Requests in flight to one webhook. */
  concurrency: number;
  timeoutMs: number;
}

/** Failed attempts in a row after which an endpoint counts as down. */
const downAfter = 5;

/** What this process holds open for each subscription: an ear for what was acknowledged and, for a webhook, its sender. */
export interface Lines {
  /** Opens lines to new subscriptions and closes those of deleted ones. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export function createLines(parts: LinesParts): Lines {
  const open = new Map<string, Scheduled>();
  let refreshing = Promise.resolve();
  const refresh = async () => {
    const receivers = await parts.catalogue.receivers();
    const wanted = new Map(receivers.map((receiver) => [lineKey(receiver), receiver]));
    for (const [key, line] of open) {
      if (wanted.has(key)) continue;
      open.delete(key);
      await line.close();
    }
    for (const [key, receiver] of wanted) if (!open.has(key)) open.set(key, await openLine(parts, receiver));
  };
  return {
    refresh() {
      refreshing = refreshing.catch(() => {}).then(refresh);
      return refreshing;
    },
    async close() {
      await refreshing.catch(() => {});
      await Promise.all([...open.values()].map((line) => line.close()));
    },
  };
}

/** A name that was deleted and made anew may stand for another queue. */
function lineKey(receiver: Receiver): string {
  return `${receiver.name} ${queueOf(receiver)}`;
}

async function openLine(parts: LinesParts, receiver: Receiver): Promise<Scheduled> {
  const { catalogue, pipeline } = parts;
  const { name, target } = receiver;
  const ear = await pipeline.onSettled(queueOf(receiver), (settled) => settle(catalogue, name, settled));
  const closing = new AbortController();
  const caughtUp = catchUp(parts, receiver, closing.signal).catch((err: unknown) =>
    parts.log.warn({ event: 'catch-up', subscription: name, err }, 'could not ask; asked again in a minute'),
  );
  const worker = target.kind === 'webhook' ? openSender(parts, receiver) : null;
  return {
    async close() {
      closing.abort();
      await worker?.close();
      await ear.close();
      await caughtUp;
    },
  };
}

function openSender(parts: LinesParts, receiver: Receiver): Scheduled {
  const { pipeline, sender, log, concurrency, timeoutMs } = parts;
  const queue = queueOf(receiver);
  let failedInRow = 0;
  return pipeline.runDeliveryWorker({
    queue,
    concurrency,
    graceMs: timeoutMs,
    async deliver(data, attempt): Promise<AttemptOutcome> {
      const outcome = await sender.send(receiver.name, data as Delivery, attempt);
      const isBack = outcome.ok && failedInRow >= downAfter;
      failedInRow = outcome.ok ? 0 : failedInRow + 1;
      if (isBack) {
        log.info({ event: 'webhook-back', subscription: receiver.name }, 'the webhook answers again');
        await pipeline.retryNow(queue);
      }
      return outcome;
    },
  });
}

async function settle(catalogue: Catalogue, name: string, settled: SettledDelivery[]): Promise<void> {
  const settlements = settled.flatMap(({ key, error }) => {
    const [, resultId, replay = '0'] = /^([0-9a-f]{32})(?:-r(\d+))?$/.exec(key) ?? [];
    return resultId === undefined
      ? []
      : [{ resultId, replay: Number(replay), ...(error !== undefined && { error }) }];
  });
  await catalogue.settle(name, settlements);
}
