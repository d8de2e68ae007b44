/** Hands out a fixed set of things one at a time; who finds none waits in line. */
export interface Turnstile<Thing> {
  /** Throws the signal's reason when aborted while waiting, and an error after `close`. */
  take(signal?: AbortSignal): Promise<Thing>;
  giveBack(thing: Thing): void;
  /** Turns away everybody, those who wait too. */
  close(reason: Error): void;
}

interface Waiter<Thing> {
  resolve(thing: Thing): void;
  reject(error: unknown): void;
}

export function createTurnstile<Thing>(things: Thing[]): Turnstile<Thing> {
  const free = [...things];
  const waiting: Waiter<Thing>[] = [];
  let closed: Error | undefined;
  return {
    async take(signal) {
      signal?.throwIfAborted();
      if (closed !== undefined) throw closed;
      return free.pop() ?? wait(waiting, signal);
    },
    giveBack(thing) {
      const next = waiting.shift();
      if (next === undefined) free.push(thing);
      else next.resolve(thing);
    },
    close(reason) {
      closed = reason;
      for (const { reject } of waiting.splice(0)) reject(reason);
    },
  };
}

function wait<Thing>(waiting: Waiter<Thing>[], signal: AbortSignal | undefined): Promise<Thing> {
  let abort = (): void => {};
  const turn = new Promise<Thing>((resolve, reject) => {
    const waiter = { resolve, reject };
    waiting.push(waiter);
    abort = () => {
      waiting.splice(waiting.indexOf(waiter), 1);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort, { once: true });
  });
  return turn.finally(() => signal?.removeEventListener('abort', abort));
}
