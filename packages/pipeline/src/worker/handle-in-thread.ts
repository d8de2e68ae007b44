import { Worker } from 'node:worker_threads';

/** A text of a million characters takes some hundred. */
const memoryMb = 2_048;

/**
 * Has the `handler` that a module exports compute from `input` alone, in a thread that is started for it and ended with it: some
 * seconds of computing hold up nothing else, and can be broken off. Rejects with what the handler threw, less its class, or with the
 * signal's reason.
 */
export async function handleInThread(module: URL, input: object, signal: AbortSignal): Promise<unknown> {
  signal.throwIfAborted();
  const thread = new Worker(new URL('./handler-thread.mjs', import.meta.url), {
    execArgv: [],
    workerData: { module: module.href, input },
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  let abort = () => {};
  try {
    return await new Promise((resolve, reject) => {
      abort = () => reject(signal.reason);
      signal.addEventListener('abort', abort, { once: true });
      thread.once('message', resolve).once('error', reject);
      thread.once('exit', (code) => reject(new Error(`a stage's thread ended with code ${code}`)));
    });
  } finally {
    signal.removeEventListener('abort', abort);
    await thread.terminate();
  }
}
