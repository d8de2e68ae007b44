import { setTimeout as sleep } from 'node:timers/promises';
import { consumeResults } from '@nianbao/client';

/**
 * Names of all results that come on the queue, `least` of them at least, each as often as it is delivered; a second is long enough for
 * one too many.
 */
export async function deliveredNames(redisUrl: string, least = 0): Promise<string[]> {
  const names: string[] = [];
  const consumer = await consumeResults({
    redisUrl,
    // A name of its own, so that nothing is left out for having been handled before.
    name: `test-${Date.now()}`,
    onResult: ({ source }) => names.push(source.name),
  });
  for (let seen = -1; seen !== names.length || seen < least; ) {
    seen = names.length;
    await sleep(1_000);
  }
  await consumer.close();
  return names.sort();
}
