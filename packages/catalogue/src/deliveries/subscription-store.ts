import type {
  CreateSubscription,
  DeliveryPage,
  DeliveryQuery,
  ReplayRequest,
  ResultEventKind,
  Sha256,
  SubscriptionFilter,
  SubscriptionPayload,
  SubscriptionState,
  SubscriptionStatus,
  SubscriptionTarget,
} from '@nianbao/contracts';

/** A signing secret as it is kept: `sealed` by whoever made it. Times are ISO; without an end it is the one in use. */
export interface KeptSecret {
  sealed: string;
  createdAt: string;
  expiresAt: string | null;
}

/** What delivering to a subscription needs to know of it. */
export interface Receiver {
  name: string;
  target: SubscriptionTarget;
  payload: SubscriptionPayload;
  state: SubscriptionState;
  secrets: KeptSecret[];
}

/** A result on its way to one subscription. */
export interface Delivery {
  resultId: string;
  resultKey: string;
  documentId: Sha256;
  event: ResultEventKind;
  previousResultId: string | null;
  /** ISO time. */
  publishedAt: string;
  /** Which of the subscription's replays it comes by; 0: as it was published. */
  replay: number;
  /** Traceparent of its publication, if that was traced. */
  trace?: string | null;
}

/** The end of a delivery: acknowledged, or with an `error` dead. */
export interface Settlement {
  resultId: string;
  replay: number;
  error?: string;
}

export interface SubscriptionChange {
  target?: SubscriptionTarget;
  filter?: SubscriptionFilter;
  payload?: SubscriptionPayload;
  state?: SubscriptionState;
  secrets?: KeptSecret[];
}

/** Subscriptions, and the deliveries to them: the outbox that `publish` fills. */
export interface SubscriptionStore {
  /** Has a subscription of the queue's name for each of these queues, which cannot be deleted. One that exists is left as it is. */
  keepQueues(queues: readonly string[]): Promise<void>;
  /** Returns what is in the way, if anything: the name is taken, or another subscription has the queue. */
  createSubscription(
    wanted: CreateSubscription,
    secrets: readonly KeptSecret[],
  ): Promise<'name' | 'queue' | null>;
  /** How every subscription stands, by name. */
  subscriptions(): Promise<SubscriptionStatus[]>;
  subscription(name: string): Promise<SubscriptionStatus | null>;
  receivers(): Promise<Receiver[]>;
  receiver(name: string): Promise<Receiver | null>;
  /** False when there is none of this name. */
  changeSubscription(name: string, change: SubscriptionChange): Promise<boolean>;
  /** With its deliveries. False when there is none of this name, or it is built in. */
  deleteSubscription(name: string): Promise<boolean>;

  /**
   * Takes pending deliveries to send them, the oldest first, and notes them as sent to this Redis. A delivery whose document has an older one
   * that is pending or sent stays, so that a document's results arrive in order.
   */
  takeDue(name: string, limit: number, redisEpoch: string): Promise<Delivery[]>;
  /** Gives deliveries that were taken or sent back to be sent again. */
  giveBack(name: string, resultIds: readonly string[]): Promise<void>;
  /** Gives back all that another Redis took. Returns how many. */
  recallLost(redisEpoch: string): Promise<number>;
  /** Deliveries sent more than `seconds` ago and not settled, the oldest first, after `after`. */
  unsettled(name: string, seconds: number, page: { after?: Delivery; limit: number }): Promise<Delivery[]>;
  /** Those not sent, or of an earlier replay, are left as they are. */
  settle(name: string, settlements: readonly Settlement[]): Promise<void>;
  /**
   * A webhook's attempt failed. Disables it when the endpoint is `gone`, or when for `disableAfterMs` and at least `disableAttempts` attempts
   * nothing but failures was noted. Returns whether it is disabled by this failure.
   */
  noteFailure(
    name: string,
    error: string,
    limits: { gone: boolean; disableAfterMs: number; disableAttempts: number },
  ): Promise<boolean>;
  /** Makes deliveries pending (again), see ReplayRequest. Returns how many; null when there is no such subscription. */
  replay(name: string, request: ReplayRequest): Promise<number | null>;
  /**
   * Removes up to `limit` deliveries that were acknowledged or superseded more than `days` ago, and returns how many; dead letters stay. What a
   * replay sends again comes from the results.
   */
  pruneDeliveries(days: number, limit: number): Promise<number>;
  /** Throws RangeError for a cursor that is not one of ours. */
  deliveries(name: string, query: DeliveryQuery): Promise<DeliveryPage>;
}
