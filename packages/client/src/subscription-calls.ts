import {
  type ChangeSubscription,
  CreatedSubscription,
  type CreateSubscription,
  DeletedSubscription,
  DeliveryPage,
  type DeliveryQuery,
  type ReplayRequest,
  ReplayResponse,
  RotatedSecret,
  SubscriptionStatus,
  SubscriptionsResponse,
  TestOutcome,
} from '@nianbao/contracts';
import type { z } from 'zod';
import type { Calls } from './calls.ts';

/** Receivers of results. Where a name is given, ApiError 404 `SUBSCRIPTION_UNKNOWN` says that there is none. */
export function subscriptionCalls({ get, post, patch, delete: remove }: Calls) {
  const path = (name: string, action = '') => `/api/subscriptions/${encodeURIComponent(name)}${action}`;
  return {
    subscriptions: async (): Promise<SubscriptionStatus[]> =>
      (await get('/api/subscriptions', SubscriptionsResponse)).subscriptions,
    subscription: (name: string): Promise<SubscriptionStatus> => get(path(name), SubscriptionStatus),
    /** The secret of a webhook is in this answer and nowhere else. ApiError 409 `SUBSCRIPTION_TAKEN`. */
    createSubscription: (wanted: z.input<typeof CreateSubscription>): Promise<CreatedSubscription> =>
      post('/api/subscriptions', CreatedSubscription, wanted),
    /** What is left out stays; `state` pauses and resumes. */
    changeSubscription: (name: string, change: ChangeSubscription): Promise<SubscriptionStatus> =>
      patch(path(name), SubscriptionStatus, change),
    deleteSubscription: (name: string): Promise<DeletedSubscription> =>
      remove(path(name), DeletedSubscription),
    /** Dead letters, unless another state is asked for; the newest first. */
    deliveries: (name: string, query: Partial<z.input<typeof DeliveryQuery>> = {}): Promise<DeliveryPage> =>
      get(path(name, '/deliveries'), DeliveryPage, query),
    replay: (name: string, request: ReplayRequest): Promise<ReplayResponse> =>
      post(path(name, '/replay'), ReplayResponse, request),
    testSubscription: (name: string): Promise<TestOutcome> => post(path(name, '/test'), TestOutcome, {}),
    /** Until `previousExpiresAt` what is sent is signed with both secrets. */
    rotateSecret: (name: string, request: { overlapHours?: number } = {}): Promise<RotatedSecret> =>
      post(path(name, '/secret'), RotatedSecret, request),
  };
}
