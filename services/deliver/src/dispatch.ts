import type { Catalogue, Delivery, Receiver } from '@nianbao/catalogue';
import { deliveryKey } from '@nianbao/contracts';
import type { DeliveryPolicy, Message, Pipeline } from '@nianbao/pipeline';
import type { Logger } from '@nianbao/service-kit';
import { messageOf } from './message.ts';
import { type ResultReader, UnreadableResultError } from './result-reader.ts';
import { queueOf } from './subscription-queue.ts';

export interface DispatchParts {
  catalogue: Catalogue;
  pipeline: Pipeline;
  log: Logger;
  read: ResultReader;
  /** Of webhooks; who consumes a queue is given its own. */
  webhookPolicy: DeliveryPolicy;
}

/** Consumers of queues get twelve attempts over about an hour. */
const queuePolicy: DeliveryPolicy = { attempts: 12, backoffMs: 1_000 };
/** Deliveries to one subscription before the others have their turn. */
const pageSize = 100;

/** Moves pending deliveries from the catalogue to the queues of their subscriptions, until none is due or a queue is full. */
export async function dispatch(parts: DispatchParts, signal: AbortSignal): Promise<void> {
  const { catalogue, pipeline, log } = parts;
  const epoch = await pipeline.epoch();
  const recalled = await catalogue.recallLost(epoch);
  if (recalled > 0) log.warn({ event: 'recall', recalled }, 'Redis was lost: its deliveries go again');
  const receivers = await catalogue.receivers();
  let more = true;
  while (more && !signal.aborted) {
    const rounds = await Promise.all(receivers.map((receiver) => dispatchTo(parts, receiver, epoch)));
    more = rounds.includes(true);
  }
}

/** One page to one subscription. True when there may be another; false as well when it failed: the next pass tries again. */
async function dispatchTo(parts: DispatchParts, receiver: Receiver, epoch: string): Promise<boolean> {
  const { catalogue, pipeline, log, webhookPolicy } = parts;
  const { name, state, target } = receiver;
  const queue = queueOf(receiver);
  try {
    await pipeline.hold(queue, state !== 'active');
    if (state !== 'active') return false;
    const room = Math.min(await pipeline.room(queue), pageSize);
    if (room === 0) return false;
    const taken = await catalogue.takeDue(name, room, epoch);
    if (taken.length === 0) return false;
    try {
      const messages = target.kind === 'webhook' ? taken.map(errand) : await written(parts, receiver, taken);
      await pipeline.send(queue, messages, target.kind === 'webhook' ? webhookPolicy : queuePolicy);
    } catch (error) {
      await catalogue.giveBack(
        name,
        taken.map(({ resultId }) => resultId),
      );
      throw error;
    }
    return taken.length === room;
  } catch (error) {
    log.warn({ event: 'dispatch', subscription: name, err: error }, 'could not send; tried again');
    return false;
  }
}

/** For the queue of a webhook: what is to be sent is put together when it is. */
function errand(delivery: Delivery): Message {
  return { key: deliveryKey(delivery), data: delivery, trace: delivery.trace };
}

async function written(
  { catalogue, read }: DispatchParts,
  receiver: Receiver,
  taken: readonly Delivery[],
): Promise<Message[]> {
  const messages: Message[] = [];
  for (const delivery of taken) {
    try {
      const data = await messageOf(receiver, delivery, read);
      messages.push({ key: deliveryKey(delivery), data, trace: delivery.trace });
    } catch (error) {
      if (!(error instanceof UnreadableResultError)) throw error;
      const { resultId, replay } = delivery;
      await catalogue.settle(receiver.name, [{ resultId, replay, error: error.message }]);
    }
  }
  return messages;
}
