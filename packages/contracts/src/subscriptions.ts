import { z } from 'zod';
import { isStageName } from './queues.ts';
import { ResultEventKind } from './results.ts';
import { FindingCode } from './review.ts';

/** A subscription's id and name: 1-50 of a-z, 0-9 and -, beginning with a letter or digit. */
export const SubscriptionName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,49}$/,
    'use 1-50 of a-z, 0-9 and -, beginning with a letter or digit · 用 1–50 个 a-z、0-9、-，以字母或数字开头',
  );
export type SubscriptionName = z.infer<typeof SubscriptionName>;

/** Queues the house itself works with, besides those of the stages. */
const ownQueues = /^(?:webhooks?-.*|deliver(?:-.*)?|sweep|reprocess|delete|scheduled-exports)$/;

const QueueName = z
  .string()
  .regex(/^[a-z0-9-]{1,60}$/, 'a queue name has 1-60 of a-z, 0-9 and - · 队列名为 1–60 个 a-z、0-9、-')
  .refine((name) => !isStageName(name) && !ownQueues.test(name), {
    error: 'this queue belongs to the pipeline; choose another name · 此队列属于流水线，请换一个名称',
  });

const WebhookUrl = z
  .url({ protocol: /^https?$/, error: 'an https:// address · 须为 https:// 地址' })
  .max(2000)
  .regex(
    /^https?:\/\/[^/?#@\s]+(?:[/?][^#\s]*)?$/i,
    'leave out user name, password and #fragment · 不要含用户名、密码和 #片段',
  );

/** Where results go: a BullMQ queue that a program consumes, or an HTTPS endpoint after the Standard Webhooks specification. */
export const SubscriptionTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('queue'), queue: QueueName }),
  z.strictObject({ kind: z.literal('webhook'), url: WebhookUrl }),
]);
export type SubscriptionTarget = z.infer<typeof SubscriptionTarget>;

const year = z.int().min(1949).max(2200);
/** Which results a subscription gets: those that meet every condition given. Failures have no genre, place, year or findings, so those conditions leave them out. */
export const SubscriptionFilter = z
  .strictObject({
    events: z.array(ResultEventKind).min(1).optional(),
    /** Ids of genres. */
    profiles: z.array(z.string().min(1).max(100)).min(1).max(20).optional(),
    /** Beginning of the place, with its superiors or without: `青川湾县` or `云栖镇`. */
    place: z.string().trim().min(1).max(200).optional(),
    yearFrom: year.optional(),
    yearTo: year.optional(),
    /** Reports with at least one of these findings. */
    findings: z.array(FindingCode).min(1).optional(),
  })
  .refine(({ yearFrom, yearTo }) => yearFrom === undefined || yearTo === undefined || yearFrom <= yearTo, {
    error: 'yearFrom is after yearTo · yearFrom 晚于 yearTo',
    path: ['yearFrom'],
  });
export type SubscriptionFilter = z.infer<typeof SubscriptionFilter>;

/** `disabled`: stopped by itself, see `disabledReason`. Like `paused`, its results wait in the catalogue until it is resumed. */
export const SubscriptionState = z.enum(['active', 'paused', 'disabled']);
export type SubscriptionState = z.infer<typeof SubscriptionState>;

/** `gone`: the endpoint answered 410. `failing`: for days (`WEBHOOK_DISABLE_AFTER_MS`) no attempt succeeded, as Standard Webhooks advises. */
export const DisabledReason = z.enum(['gone', 'failing']);
export type DisabledReason = z.infer<typeof DisabledReason>;

/** `full` carries the whole result, `reference` its ids and object key alone. */
export const SubscriptionPayload = z.enum(['full', 'reference']);
export type SubscriptionPayload = z.infer<typeof SubscriptionPayload>;

/** A named receiver of results. */
export const Subscription = z.object({
  name: SubscriptionName,
  target: SubscriptionTarget,
  filter: SubscriptionFilter,
  payload: SubscriptionPayload,
  state: SubscriptionState,
  /** Named by the environment (`RESULT_QUEUES`): it cannot be deleted. */
  builtIn: z.boolean(),
  createdAt: z.iso.datetime(),
});
export type Subscription = z.infer<typeof Subscription>;

/** A subscription and how its deliveries stand. */
export const SubscriptionStatus = Subscription.extend({
  /** Waiting in the catalogue. */
  pending: z.int(),
  /** On the queue or being sent, not yet acknowledged. */
  sent: z.int(),
  delivered: z.int(),
  /** Dead letters: given up, kept, and sent again on request. */
  dead: z.int(),
  /** Seconds since the oldest delivery that is neither acknowledged nor dead was recorded; 0 when there is none. */
  lagSeconds: z.number(),
  lastDeliveredAt: z.iso.datetime().nullable(),
  /** Failed attempts since the last success (webhooks). */
  failures: z.int(),
  lastError: z.string().nullable(),
  lastErrorAt: z.iso.datetime().nullable(),
  /** The first of those failed attempts, or of those since it was resumed; optional, because earlier servers do not tell. */
  failingSince: z.iso.datetime().nullable().optional(),
  /** Of a disabled one. */
  disabledReason: DisabledReason.nullable().optional(),
  /** When its signing secrets were made and end; the newest first. Empty for queues. */
  secrets: z.array(z.object({ createdAt: z.iso.datetime(), expiresAt: z.iso.datetime().nullable() })),
});
export type SubscriptionStatus = z.infer<typeof SubscriptionStatus>;

/** `superseded`: it came after a newer result of its document had been sent, and is not sent any more. */
export const DeliveryState = z.enum(['pending', 'sent', 'delivered', 'dead', 'superseded']);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** The queue whose messages the sender of this webhook takes. */
export function webhookQueue(name: string): string {
  return `webhook-${name}`;
}

/** Tests of webhooks go by a queue of their own, past what waits. */
export const webhookTestsQueue = 'webhooks-test';
