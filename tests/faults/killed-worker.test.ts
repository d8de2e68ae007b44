import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, startHouse } from '../support/house.ts';
import { reportVariant } from '../support/report-variants.ts';

const count = 120;
let house: House | null;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house?.stop());

describe('workers killed in mid-batch', () => {
  it('lose nothing and publish nothing twice', async ({ skip }) => {
    if (!house) return skip('no PostgreSQL server');
    const { consumed } = house;
    for (let n = 0; n < count; n += 1) {
      const { name, text } = reportVariant(n);
      await house.upload('killed', name, text);
      // One after the other, while documents are on every stage.
      if (n === 30) await replace(house, 'convert');
      if (n === 60) await replace(house, 'extract');
      if (n === 90) await replace(house, 'publish');
    }
    const account = await house.settled(count);
    expect(account).toEqual({
      uploaded: count,
      published: count,
      failed: 0,
      unsupported: 0,
      duplicate: 0,
      inFlight: 0,
    });
    await expect
      .poll(() => new Set(consumed.map((result) => result.resultId)).size, { timeout: 30_000 })
      .toBe(count);
    expect(consumed).toHaveLength(count);
  });
});

async function replace(house: House, name: 'convert' | 'extract' | 'publish'): Promise<void> {
  await house.services.get(name)?.kill();
  await house.start(name);
}
