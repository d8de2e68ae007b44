import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTokenBuckets, ratePerMinute, type TakeToken } from '../src/access/token-bucket.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

/** How many of `wanted` calls go through now. */
async function taken(take: TakeToken, caller: string, wanted: number): Promise<number> {
  let through = 0;
  for (let n = 0; n < wanted; n += 1) {
    try {
      await take(caller);
      through += 1;
    } catch (error) {
      expect(error).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    }
  }
  return through;
}

describe('token buckets', () => {
  it('let a burst of ten seconds through, then what comes in', async () => {
    const take = createTokenBuckets(ratePerMinute(120));
    expect(await taken(take, 'a', 50)).toBe(20);
    vi.advanceTimersByTime(3_000);
    expect(await taken(take, 'a', 50)).toBe(6);
    vi.advanceTimersByTime(3_600_000);
    expect(await taken(take, 'a', 50)).toBe(20);
  });

  it('are one for each caller, and say when to come back', async () => {
    const take = createTokenBuckets(ratePerMinute(6));
    expect([await taken(take, 'a', 5), await taken(take, 'b', 5)]).toEqual([1, 1]);
    await expect(take('a')).rejects.toMatchObject({ headers: { 'retry-after': '10' } });
  });

  it('fill for a caller who does not wait', async () => {
    const take = createTokenBuckets(ratePerMinute(60));
    expect(await taken(take, 'a', 20)).toBe(10);
    const through: number[] = [];
    for (let n = 0; n < 8; n += 1) {
      vi.advanceTimersByTime(500);
      through.push(await taken(take, 'a', 1));
    }
    expect(through).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
  });

  it('let everything through at 0', async () => {
    expect(await taken(createTokenBuckets(ratePerMinute(0)), 'a', 100)).toBe(100);
  });
});
