import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ObjectStore } from '../object-store.ts';
import { freshPrefix, inParallel, keysUnder, type StoreHarness } from './harness.ts';

const count = 5000;

/** A long list, in pages. */
export function describeListing(harness: () => StoreHarness): void {
  describe('listing', () => {
    let store: ObjectStore;
    const prefix = freshPrefix();
    const keys = Array.from({ length: count }, (_, i) => `${prefix}批次/${String(i).padStart(5, '0')}.docx`);
    beforeAll(async () => {
      store = await harness().open();
      await inParallel(count, 16, (i) => store.put(keys[i] ?? '', `report ${i}`));
    }, 180_000);
    afterAll(() => store.close());

    it(`gives all of ${count} keys once, in order`, { timeout: 60_000 }, async () => {
      expect(await keysUnder(store, prefix)).toEqual(keys);
      expect(await keysUnder(store, prefix, { pageSize: 333 })).toEqual(keys);
    });

    it('gives the size, time and etag that head gives', { timeout: 60_000 }, async () => {
      for await (const { lastModified, ...info } of store.list(`${prefix}批次/0499`)) {
        const head = await store.head(info.key);
        expect(head).toMatchObject(info);
        expect(Math.abs((head?.lastModified.getTime() ?? 0) - lastModified.getTime())).toBeLessThan(1000);
      }
    });

    it('starts after a key, there or not, and can be left early', { timeout: 60_000 }, async () => {
      const start = keys[4000] ?? '';
      expect(await keysUnder(store, prefix, { startAfter: start })).toEqual(keys.slice(4001));
      expect(await keysUnder(store, prefix, { startAfter: `${start}!` })).toEqual(keys.slice(4001));
      const seen: string[] = [];
      for await (const { key } of store.list(prefix, { pageSize: 10 })) {
        seen.push(key);
        if (seen.length === 25) break;
      }
      expect(seen).toEqual(keys.slice(0, 25));
    });

    it('knows prefixes that end inside a name, and empty ones', { timeout: 60_000 }, async () => {
      expect(await keysUnder(store, `${prefix}批次/0012`)).toEqual(keys.slice(120, 130));
      expect(await keysUnder(store, prefix.slice(0, -1))).toEqual(keys);
      expect(await keysUnder(store, `${prefix}另一批/`)).toEqual([]);
      expect((await keysUnder(store, '')).filter((key) => key.startsWith(prefix))).toEqual(keys);
    });
  });
}
