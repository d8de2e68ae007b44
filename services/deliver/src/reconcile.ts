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
export async function reconcile(parts: ReconcileParts, signal: AbortSignal): Promise<void> {
  for (const receiver of await parts.catalogue.receivers())
    await eachPage(parts, receiver, afterSeconds, signal, async (page, states) => {
      await settleEnded(parts, receiver, page, states);
      const lost = page.filter((delivery) => states.get(deliveryKey(delivery)) === 'unknown');
      if (lost.length > 0)
        await parts.catalogue.giveBack(
          receiver.name,
          lost.map(({ resultId }) => resultId),
        );
    });
}

/** The same for one receiver, at the moment from which on its ends are heard: nothing that ended before waits to be asked about. */
export async function catchUp(parts: ReconcileParts, receiver: Receiver, signal: AbortSignal): Promise<void> {
  await eachPage(parts, receiver, 0, signal, (page, states) => settleEnded(parts, receiver, page, states));
}

type States = Awaited<ReturnType<Pipeline['messageStates']>>;

async function eachPage(
  { catalogue, pipeline }: ReconcileParts,
  receiver: Receiver,
  seconds: number,
  signal: AbortSignal,
  handle: (page: readonly Delivery[], states: States) => Promise<void>,
): Promise<void> {
  let after: Delivery | undefined;
  do {
    const page = await catalogue.unsettled(receiver.name, seconds, {
      limit: pageSize,
      ...(after && { after }),
    });
    after = page.at(-1);
    if (after !== undefined)
      await handle(page, await pipeline.messageStates(queueOf(receiver), page.map(deliveryKey)));
  } while (after !== undefined && !signal.aborted);
}

async function settleEnded(
  { catalogue }: ReconcileParts,
  { name }: Receiver,
  page: readonly Delivery[],
  states: States,
): Promise<void> {
  const inState = (state: string) => page.filter((delivery) => states.get(deliveryKey(delivery)) === state);
  await catalogue.settle(name, [
    ...inState('delivered'),
    ...inState('dead').map((delivery) => ({ ...delivery, error: 'given up' })),
  ]);
}
