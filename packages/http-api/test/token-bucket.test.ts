import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTokenBuckets } from '../src/access/token-bucket.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

/** How many of `wanted` calls go through now. */
function taken(take: (caller: string) => void, caller: string, wanted: number): number {
  let through = 0;
  for (let n = 0; n < wanted; n += 1) {
    try {
      take(caller);
      through += 1;
    } catch (error) {
      expect(error).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    }
  }
  return through;
}

describe('token buckets', () => {
  it('let a burst of ten seconds through, then what comes in', () => {
    const take = createTokenBuckets(120);
    expect(taken(take, 'a', 50)).toBe(20);
    vi.advanceTimersByTime(3_000);
    expect(taken(take, 'a', 50)).toBe(6);
    vi.advanceTimersByTime(3_600_000);
    expect(taken(take, 'a', 50)).toBe(20);
  });

  it('are one for each caller, and say when to come back', () => {
    const take = createTokenBuckets(6);
    expect([taken(take, 'a', 5), taken(take, 'b', 5)]).toEqual([1, 1]);
    expect(() => take('a')).toThrow(expect.objectContaining({ headers: { 'retry-after': '10' } }));
  });

  it('fill for a caller who does not wait', () => {
    const take = createTokenBuckets(60);
    expect(taken(take, 'a', 20)).toBe(10);
    const through = Array.from({ length: 8 }, () => {
      vi.advanceTimersByTime(500);
      return taken(take, 'a', 1);
    });
    expect(through).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
  });

  it('let everything through at 0', () => {
    expect(taken(createTokenBuckets(0), 'a', 100)).toBe(100);
  });
});
