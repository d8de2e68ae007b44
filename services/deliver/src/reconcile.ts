import type { Catalogue, Delivery, Receiver } from '@nianbao/catalogue';
import { deliveryKey } from '@nianbao/contracts';
import type { Pipeline } from '@nianbao/pipeline';
import { queueOf } from './subscription-queue.ts';

interface ReconcileParts {
  catalogue: Catalogue;
  pipeline: Pipeline;
}

/** A delivery that was taken a moment ago may not be on its queue yet. */
const afterSeconds = 30;
const pageSize = 500;

/** Asks the queues about deliveries whose end was not heard, because nobody listened at that moment. What a queue does not know goes again. */
export async function reconcile({ catalogue, pipeline }: ReconcileParts, signal: AbortSignal): Promise<void> {
  for (const receiver of await catalogue.receivers()) {
    let after: Delivery | undefined;
    do {
      const page = await catalogue.unsettled(receiver.name, afterSeconds, {
        limit: pageSize,
        ...(after && { after }),
      });
      await settlePage({ catalogue, pipeline }, receiver, page);
      after = page.at(-1);
    } while (after !== undefined && !signal.aborted);
  }
}

async function settlePage(
  { catalogue, pipeline }: ReconcileParts,
  receiver: Receiver,
  page: readonly Delivery[],
): Promise<void> {
  if (page.length === 0) return;
  const states = await pipeline.messageStates(queueOf(receiver), page.map(deliveryKey));
  const inState = (state: string) => page.filter((delivery) => states.get(deliveryKey(delivery)) === state);
  const ended = [
    ...inState('delivered'),
    ...inState('dead').map((delivery) => ({ ...delivery, error: 'given up' })),
  ];
  await catalogue.settle(receiver.name, ended);
  const lost = inState('unknown').map(({ resultId }) => resultId);
  if (lost.length > 0) await catalogue.giveBack(receiver.name, lost);
}
