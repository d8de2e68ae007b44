import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badFiles } from '../support/bad-files.ts';
import { type House, startHouse } from '../support/house.ts';
import { reportVariant } from '../support/report-variants.ts';

let house: House | null;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house?.stop());

describe('bad input', () => {
  it('ends with its code and a message that says what to do, and the batch goes on', async ({ skip }) => {
    if (!house) return skip('no PostgreSQL server');
    const files = await badFiles();
    const good = reportVariant(7);
    for (const { name, bytes } of files) await house.upload('bad', name, bytes);
    await house.upload('bad', good.name, good.text);
    const account = await house.settled(files.length + 1);
    expect(account).toEqual({
      uploaded: files.length + 1,
      published: 2,
      failed: files.filter((file) => file.state === 'failed').length,
      unsupported: 2,
      duplicate: 0,
      inFlight: 0,
    });
    const { documents } = await house.client.documents({ batch: 'bad' });
    const outcome = new Map(documents.map((document) => [document.name, document]));
    for (const { name, state, code } of files) {
      expect(outcome.get(name), name).toMatchObject({ state, code });
      if (code !== null) expect(outcome.get(name)?.message?.zh, name).toMatch(/[。；]/);
    }
    expect(outcome.get(good.name)).toMatchObject({ state: 'published' });
    await expect.poll(() => house?.consumed.length, { timeout: 20_000 }).toBe(files.length + 1);
  });
});
