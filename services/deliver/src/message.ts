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

/** Repeats nothing of a real report, so that nobody takes it for one. */
export function testMessage(subscription: string, now: Date): TestMessage {
  return {
    test: true,
    subscription,
    sentAt: now.toISOString(),
    message: {
      zh: '这是一条测试消息，与任何文档无关，收到即可。',
      en: 'This is a test. It is about no document; there is nothing to do.',
    },
  };
}

export function testEvent(message: TestMessage): WebhookEvent {
  return { type: 'subscription.test', timestamp: message.sentAt, data: message };
}

export function resultEvent(delivery: Delivery, data: ResultMessage | ReferenceMessage): WebhookEvent {
  return { type: delivery.event, timestamp: delivery.publishedAt, data };
}
