/**
 * Waits for the end of `work`, but no longer than `ms`. BullMQ's `close()` waits for ever for a server that went away at the
 * wrong moment; what it holds open is cut when the pipeline closes.
 */
export async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** For what has nothing to finish. */
export const closeLimitMs = 3_000;
