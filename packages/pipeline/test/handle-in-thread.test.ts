import { describe, expect, it } from 'vitest';
import { handleInThread } from '../src/worker/handle-in-thread.ts';

const { signal } = new AbortController();
const moduleOf = (handler: string) => new URL(`data:text/javascript,export const handler = ${handler};`);

describe('handleInThread', { timeout: 120_000 }, () => {
  it('gives what the handler gives, and throws what it throws', async () => {
    const double = moduleOf('async ({ n }) => ({ twice: 2 * n })');
    expect(await handleInThread(double, { n: 21 }, signal)).toEqual({ twice: 42 });
    const failing = moduleOf('() => { throw new RangeError("no such figure") }');
    await expect(handleInThread(failing, {}, signal)).rejects.toThrow(/^no such figure$/);
    await expect(handleInThread(moduleOf('() => process.exit(3)'), {}, signal)).rejects.toThrow(/code 3/);
  });

  it('breaks off a handler that never ends', async () => {
    const stopping = new AbortController();
    const endless = handleInThread(moduleOf('() => { for (;;); }'), {}, stopping.signal);
    setImmediate(() => stopping.abort(new Error('enough')));
    await expect(endless).rejects.toThrow('enough');
    await expect(handleInThread(moduleOf('() => 1'), {}, stopping.signal)).rejects.toThrow('enough');
  });
});
