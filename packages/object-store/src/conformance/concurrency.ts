import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ObjectStore, PreconditionFailedError } from '../object-store.ts';
import { freshPrefix, inParallel, type StoreHarness } from './harness.ts';

const rivals = 16;
const size = 512 * 1024;

/** Rivals for one key, and readers of an object that is being replaced. */
export function describeConcurrency(harness: () => StoreHarness): void {
  describe('concurrency', () => {
    let stores: ObjectStore[];
    const prefix = freshPrefix();
    beforeAll(async () => {
      stores = await Promise.all([1, 2, 3, 4].map(() => harness().open()));
    });
    afterAll(() => Promise.all(stores.map((store) => store.close())));
    const pick = (i: number): ObjectStore => stores[i % stores.length] as ObjectStore;

    it(`lets one of ${rivals} rivals win, ten times over`, { timeout: 60_000 }, async () => {
      for (let round = 0; round < 10; round++) {
        const key = `${prefix}prize-${round}`;
        const outcomes = await Promise.allSettled(
          Array.from({ length: rivals }, (_, i) => pick(i).put(key, `rival ${i}`, { ifAbsent: true })),
        );
        const winners = outcomes.flatMap((outcome, i) => (outcome.status === 'fulfilled' ? [i] : []));
        const losses = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
        expect(winners.length).toBe(1);
        for (const loss of losses) expect(loss).toBeInstanceOf(PreconditionFailedError);
        expect(Buffer.from(await pick(0).getBytes(key)).toString()).toBe(`rival ${winners[0]}`);
      }
    });

    it('lets one of the rival copies win', { timeout: 60_000 }, async () => {
      await pick(0).put(`${prefix}source`, 'x'.repeat(10_000));
      const outcomes = await Promise.allSettled(
        Array.from({ length: rivals }, (_, i) =>
          pick(i).copy(`${prefix}source`, `${prefix}target`, { ifAbsent: true }),
        ),
      );
      expect(outcomes.filter((outcome) => outcome.status === 'fulfilled').length).toBe(1);
    });

    it('never shows a reader half of an overwrite', { timeout: 60_000 }, async () => {
      const key = `${prefix}overwritten`;
      const etags = new Map<string, number>();
      const write = async (i: number) => {
        const fill = i % 7;
        etags.set((await pick(i).put(key, new Uint8Array(size + fill).fill(fill))).etag, fill);
      };
      for (let i = 0; i < 7; i++) await write(i);
      await Promise.all([
        inParallel(40, 4, write),
        inParallel(80, 4, async (i) => {
          const { body, etag, size: told } = await pick(i).get(key);
          const bytes = Buffer.concat(await body.toArray());
          const fill = etags.get(etag) ?? -1;
          expect(told).toBe(size + fill);
          expect(bytes.equals(Buffer.alloc(size + fill, fill))).toBe(true);
        }),
      ]);
    });
  });
}
