import { type StageName, stageNames } from './stages.ts';

/** The queue every result goes to. Further subscription queues are named by `RESULT_QUEUES`. */
export const defaultResultsQueue = 'results';

/** How often a receiver may die while it handles a delivery, each time without a word, before the delivery is a dead letter. */
export const maxReceiverDeaths = 10;

export interface QueueAddress {
  /** BullMQ queue name. */
  name: string;
  /** BullMQ key prefix. The braces are a Redis Cluster hash tag: all keys of one queue share a slot, different queues spread. */
  prefix: string;
}

/** Where a queue lives in Redis. Names are `[a-z0-9-]`, 1–60 characters. */
export function queueAddress(name: string): QueueAddress {
  if (!/^[a-z0-9-]{1,60}$/.test(name))
    throw new RangeError(`queue name "${name}": use 1-60 of a-z, 0-9 and -`);
  return { name, prefix: `{nianbao:${name}}` };
}

export function isStageName(name: string): name is StageName {
  return (stageNames as string[]).includes(name);
}
