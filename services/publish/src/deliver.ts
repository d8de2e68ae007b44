import { type Catalogue, type Delivery, readReportText } from '@nianbao/catalogue';
import { Result } from '@nianbao/contracts';
import type { ObjectStore } from '@nianbao/object-store';
import type { Pipeline, StoredOutput } from '@nianbao/pipeline';

interface DeliverParts {
  catalogue: Catalogue;
  pipeline: Pipeline;
  store: ObjectStore;
}

const redeliverPage = 500;

/** Records a stored result and puts it on every subscription queue: the catalogue's pending deliveries are the outbox. */
export async function deliver(
  { catalogue, pipeline, store }: DeliverParts,
  queues: readonly string[],
  { output, key }: StoredOutput<'publish'>,
) {
  const text = await readReportText(store, output);
  const pending = await catalogue.publish(output, key, queues, text);
  const epoch = await pipeline.epoch();
  for (const delivery of pending) await send({ catalogue, pipeline }, delivery, output, epoch);
}

/** Sends what is still pending, and what a lost Redis swallowed before a consumer had it. */
export async function redeliver(
  { catalogue, pipeline, store }: DeliverParts,
  signal: AbortSignal,
): Promise<number> {
  const epoch = await pipeline.epoch();
  const full = new Set<string>();
  let sent = 0;
  for (const delivery of await catalogue.undelivered(epoch, redeliverPage)) {
    if (signal.aborted) break;
    if (full.has(delivery.queue)) continue;
    const bytes = await store.getBytes(delivery.resultKey);
    const result = Result.parse(JSON.parse(new TextDecoder().decode(bytes)));
    if (await send({ catalogue, pipeline }, delivery, result, epoch)) sent += 1;
    else full.add(delivery.queue);
  }
  return sent;
}

async function send(
  { catalogue, pipeline }: Pick<DeliverParts, 'catalogue' | 'pipeline'>,
  delivery: Delivery,
  result: Result,
  epoch: string,
): Promise<boolean> {
  const { resultId, resultKey, queue } = delivery;
  const accepted = await pipeline.deliver(queue, { resultId, resultKey, result });
  if (accepted) await catalogue.markSent(delivery, epoch);
  return accepted;
}
