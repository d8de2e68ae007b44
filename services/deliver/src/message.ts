import type { Delivery, Receiver } from '@nianbao/catalogue';
import type { ReferenceMessage, ResultMessage, TestMessage, WebhookEvent } from '@nianbao/contracts';
import type { ResultReader } from './result-reader.ts';

/** What a subscriber is sent of a delivery, on a queue as in a webhook. */
export async function messageOf(
  { payload }: Pick<Receiver, 'payload'>,
  delivery: Delivery,
  read: ResultReader,
): Promise<ResultMessage | ReferenceMessage> {
  const { resultId, resultKey, documentId, event, previousResultId, replay } = delivery;
  const about = {
    resultId,
    resultKey,
    event,
    ...(previousResultId !== null && { previousResultId }),
    ...(replay > 0 && { replay }),
  };
  if (payload === 'reference') return { reference: true, documentId, ...about };
  return { ...about, result: await read(resultKey) };
}

export function testEvent(message: TestMessage): WebhookEvent {
  return { type: 'subscription.test', timestamp: message.sentAt, data: message };
}

export function resultEvent(delivery: Delivery, data: ResultMessage | ReferenceMessage): WebhookEvent {
  return { type: delivery.event, timestamp: delivery.publishedAt, data };
}
