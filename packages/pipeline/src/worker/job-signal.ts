export interface JobSignal {
  signal: AbortSignal;
  /** Must be called when the job is over. */
  release(): void;
}

/**
 * Aborts with a `TimeoutError` after `timeoutMs`, or when `stopping` does. Not `AbortSignal.any`: on Node 20 signals derived from
 * a long-lived one are kept as long as that lives.
 */
export function jobSignal(stopping: AbortSignal, timeoutMs: number): JobSignal {
  const controller = new AbortController();
  const stop = () => controller.abort(stopping.reason);
  const late = () => controller.abort(new DOMException(`not done within ${timeoutMs} ms`, 'TimeoutError'));
  const timer = setTimeout(late, timeoutMs);
  if (stopping.aborted) stop();
  stopping.addEventListener('abort', stop, { once: true });
  return {
    signal: controller.signal,
    release() {
      clearTimeout(timer);
      stopping.removeEventListener('abort', stop);
    },
  };
}
