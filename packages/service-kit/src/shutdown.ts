import type { Logger } from './logger.ts';

/** The part of `process` that is used; a test hands in its own. */
export interface ShutdownHost {
  on(event: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
  off(event: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
  exit(code: number): void;
}

export interface ShutdownOptions {
  log: Logger;
  /** Milliseconds for all closers together; then the process ends with code 1. */
  limitMs?: number;
  host?: ShutdownHost;
}

export interface Shutdown {
  /** Closers run one after another, the last registered first. */
  onShutdown(name: string, close: () => Promise<unknown>): void;
  /** Runs the closers, once. Resolves to the exit code: 0, or 1 when one of them failed. Takes no signals afterwards. */
  close(reason: string): Promise<number>;
  /** Settles with the exit code when `close` is done, whoever called it. */
  done: Promise<number>;
}

const signals = ['SIGINT', 'SIGTERM'] as const;

/** Turns SIGINT and SIGTERM into an orderly stop. A second signal ends the process at once. */
export function createShutdown({ log, limitMs = 30_000, host = process }: ShutdownOptions): Shutdown {
  const closers: { name: string; close: () => Promise<unknown> }[] = [];
  let settle: (code: number) => void = () => {};
  const done = new Promise<number>((resolve) => {
    settle = resolve;
  });
  let closing = false;

  function onSignal(signal: NodeJS.Signals): void {
    if (closing) {
      log.warn({ event: 'shutdown-forced', signal }, 'second signal: ending at once');
      host.exit(1);
    } else void close(signal);
  }

  async function close(reason: string): Promise<number> {
    if (closing) return done;
    closing = true;
    log.info({ event: 'shutdown', reason }, 'stopping');
    const timer = setTimeout(() => {
      log.error({ event: 'shutdown-timeout', limitMs }, 'stopping took too long');
      host.exit(1);
    }, limitMs);
    const code = await runClosers(closers, log);
    clearTimeout(timer);
    for (const signal of signals) host.off(signal, onSignal);
    settle(code);
    return code;
  }

  for (const signal of signals) host.on(signal, onSignal);
  return {
    onShutdown: (name, closer) => closers.push({ name, close: closer }),
    close,
    done,
  };
}

/** A closer that fails does not keep the others from running. */
async function runClosers(
  closers: readonly { name: string; close: () => Promise<unknown> }[],
  log: Logger,
): Promise<number> {
  let code = 0;
  for (const { name, close } of closers.toReversed()) {
    try {
      await close();
    } catch (error) {
      code = 1;
      log.error({ event: 'shutdown-error', part: name, err: error }, 'could not stop cleanly');
    }
  }
  return code;
}
