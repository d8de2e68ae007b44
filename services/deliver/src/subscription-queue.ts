import type { Receiver } from '@nianbao/catalogue';
import { webhookQueue } from '@nianbao/contracts';

/** The queue a subscription's deliveries go through: the consumer's own, or one of ours that the sender of its webhook empties. */
export function queueOf({ name, target }: Pick<Receiver, 'name' | 'target'>): string {
  return target.kind === 'queue' ? target.queue : webhookQueue(name);
}
