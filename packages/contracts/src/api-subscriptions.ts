import { z } from 'zod';
import { Fingerprint, Sha256 } from './ids.ts';
import { ResultEventKind } from './results.ts';
import {
  DeliveryState,
  SubscriptionFilter,
  SubscriptionName,
  SubscriptionPayload,
  SubscriptionStatus,
  SubscriptionTarget,
} from './subscriptions.ts';

/** GET /api/subscriptions — by name. */
export const SubscriptionsResponse = z.object({ subscriptions: z.array(SubscriptionStatus) });
export type SubscriptionsResponse = z.infer<typeof SubscriptionsResponse>;

/** POST /api/subscriptions. It gets the results published from now on; earlier ones come by a replay. */
export const CreateSubscription = z.strictObject({
  name: SubscriptionName,
  target: SubscriptionTarget,
  filter: SubscriptionFilter.default({}),
  payload: SubscriptionPayload.default('full'),
});
export type CreateSubscription = z.infer<typeof CreateSubscription>;

/** `secret` (`whsec_…`, webhooks only) signs what is sent. It is shown this once. */
export const CreatedSubscription = z.object({
  subscription: SubscriptionStatus,
  secret: z.string().nullable(),
});
export type CreatedSubscription = z.infer<typeof CreatedSubscription>;

/** PATCH /api/subscriptions/:name — what is left out stays. `state` pauses and resumes; resuming also takes a disabled one back, and gives a failing one its days anew. */
export const ChangeSubscription = z.strictObject({
  /** Of webhooks. */
  url: z.string().max(2000).optional(),
  filter: SubscriptionFilter.optional(),
  payload: SubscriptionPayload.optional(),
  state: z.enum(['active', 'paused']).optional(),
});
export type ChangeSubscription = z.infer<typeof ChangeSubscription>;

/** POST /api/subscriptions/:name/secret — a new secret. Until `previousExpiresAt` what is sent is signed with both. */
export const RotateSecret = z.strictObject({ overlapHours: z.number().min(0).max(168).default(24) });
export const RotatedSecret = z.object({ secret: z.string(), previousExpiresAt: z.iso.datetime() });
export type RotatedSecret = z.infer<typeof RotatedSecret>;

/**
 * POST /api/subscriptions/:name/replay — sends again the newest result of every document that meets the subscription's filter and
 * these conditions (at least one of them, or `all`). With `dead`, only what lies in the dead letters, and what is newer of the same documents.
 */
export const ReplayRequest = z
  .strictObject({
    /** Published at or after. */
    from: z.iso.datetime({ offset: true }).optional(),
    filter: SubscriptionFilter.optional(),
    dead: z.boolean().optional(),
    all: z.boolean().optional(),
  })
  .refine(({ from, filter, dead, all }) => from !== undefined || filter !== undefined || dead || all, {
    error: 'give from, filter or dead, or all: true · 请给出 from、filter 或 dead，或 all: true',
  });
export type ReplayRequest = z.infer<typeof ReplayRequest>;
/** How many deliveries are pending again. Those pending or being sent anyway are not among them. */
export const ReplayResponse = z.object({ replayed: z.int() });
export type ReplayResponse = z.infer<typeof ReplayResponse>;

/**
 * POST /api/subscriptions/:name/test — sends one event marked as a test by the way results go. `waiting`: nobody took it in the
 * time given. `detail` says what the endpoint answered.
 */
export const TestOutcome = z.object({
  outcome: z.enum(['delivered', 'failed', 'waiting']),
  detail: z.string().nullable(),
});
export type TestOutcome = z.infer<typeof TestOutcome>;

/** GET /api/subscriptions/:name/deliveries?state=&cursor=&limit= — the newest first. `state` default `dead`. */
export const DeliveryQuery = z.object({
  state: DeliveryState.default('dead'),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type DeliveryQuery = z.infer<typeof DeliveryQuery>;
export const DeliveryRow = z.object({
  resultId: Fingerprint,
  documentId: Sha256,
  event: ResultEventKind,
  state: DeliveryState,
  /** Which of the subscription's replays it came by; 0: as it was published. */
  replay: z.int(),
  publishedAt: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  error: z.string().nullable(),
});
export type DeliveryRow = z.infer<typeof DeliveryRow>;
export const DeliveryPage = z.object({ deliveries: z.array(DeliveryRow), nextCursor: z.string().nullable() });
export type DeliveryPage = z.infer<typeof DeliveryPage>;

/** DELETE /api/subscriptions/:name — with its deliveries and dead letters. */
export const DeletedSubscription = z.object({ deleted: SubscriptionName });
export type DeletedSubscription = z.infer<typeof DeletedSubscription>;
