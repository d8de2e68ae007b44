import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, startHouse } from '../support/house.ts';
import { reportVariant } from '../support/report-variants.ts';

const count = 100;
let house: House | null;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house?.stop());

describe('Redis emptied in mid-batch', () => {
  it('is refilled by the sweep: nothing lost, nothing handled twice', async ({ skip }) => {
    if (!house) return skip('no PostgreSQL server');
    const { client, consumed, redis } = house;
    const admin = new Redis(redis.url);
    for (let n = 0; n < count; n += 1) {
      const { name, text } = reportVariant(n);
      await house.upload('emptied', name, text);
      if (n === 40 || n === 80) await admin.flushall();
    }
    const { account } = await client.status();
    expect(account.inFlight).toBeGreaterThan(0);
    await admin.flushall();
    admin.disconnect();
    expect(await house.settled(count)).toMatchObject({ uploaded: count, published: count, inFlight: 0 });
    await expect
      .poll(() => new Set(consumed.map((result) => result.resultId)).size, { timeout: 60_000 })
      .toBe(count);
    expect(consumed).toHaveLength(count);
  });
});
