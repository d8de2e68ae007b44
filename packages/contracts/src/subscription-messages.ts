import { z } from 'zod';
import { Fingerprint, Sha256 } from './ids.ts';
import { ResultEventKind, ResultMessage, resultOccasion } from './results.ts';
import { LocalizedText } from './span.ts';
import { SubscriptionName } from './subscriptions.ts';

/** For subscriptions with payload `reference`: the result itself lies in the object store under `resultKey`. */
export const ReferenceMessage = z.object({
  reference: z.literal(true),
  resultId: Fingerprint,
  resultKey: z.string(),
  documentId: Sha256,
  ...resultOccasion,
  event: ResultEventKind,
});
export type ReferenceMessage = z.infer<typeof ReferenceMessage>;

/** What the test button sends. It is about no document; a consumer acknowledges it and does nothing else. */
export const TestMessage = z.object({
  test: z.literal(true),
  subscription: SubscriptionName,
  sentAt: z.iso.datetime(),
  message: LocalizedText,
});
export type TestMessage = z.infer<typeof TestMessage>;

/** What a subscription queue carries. */
export const SubscriptionMessage = z.union([ResultMessage, ReferenceMessage, TestMessage]);
export type SubscriptionMessage = z.infer<typeof SubscriptionMessage>;

/** The body of a webhook, in the shape that Standard Webhooks recommends. `timestamp`: when the result was published. */
export const WebhookEvent = z.discriminatedUnion('type', [
  z.object({
    type: ResultEventKind,
    timestamp: z.iso.datetime(),
    data: z.union([ResultMessage, ReferenceMessage]),
  }),
  z.object({ type: z.literal('subscription.test'), timestamp: z.iso.datetime(), data: TestMessage }),
]);
export type WebhookEvent = z.infer<typeof WebhookEvent>;

/**
 * What recognises a repeated delivery: the result's id, and for a replay that was asked for, which one it was. A consumer that
 * handles each key once takes replays; one that goes by `resultId` alone ignores them.
 */
export function deliveryKey({
  resultId,
  replay = 0,
}: {
  resultId: string;
  replay?: number | undefined;
}): string {
  return replay === 0 ? resultId : `${resultId}-r${replay}`;
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
