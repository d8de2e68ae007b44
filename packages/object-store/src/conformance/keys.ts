import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareKeys } from '../object-key.ts';
import type { ObjectStore } from '../object-store.ts';
import { freshPrefix, keysUnder, type StoreHarness } from './harness.ts';
import oddKeys from './odd-keys.json' with { type: 'json' };

/** Keys are opaque: whatever text they are, they come back as they went in. */
export function describeKeys(harness: () => StoreHarness): void {
  describe('keys', () => {
    let store: ObjectStore;
    const prefix = freshPrefix();
    const keys = oddKeys.map((key) => prefix + key);
    beforeAll(async () => {
      store = await harness().open();
      for (const key of keys) await store.put(key, `content of ${key}`);
    });
    afterAll(() => store.close());

    it.each(keys)('keeps %j', async (key) => {
      expect(Buffer.from(await store.getBytes(key)).toString()).toBe(`content of ${key}`);
      expect((await store.head(key))?.key).toBe(key);
    });

    it('lists all of them in UTF-8 order', async () => {
      const listed = await keysUnder(store, prefix, { pageSize: 7 });
      expect(listed).toEqual([...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
      expect([...listed].sort(compareKeys)).toEqual(listed);
    });

    it('takes odd keys as prefix and starting point', async () => {
      for (const key of keys) {
        expect(await keysUnder(store, key)).toContain(key);
        const after = await keysUnder(store, prefix, { startAfter: key });
        expect(after).toEqual(keys.filter((other) => compareKeys(other, key) > 0).sort(compareKeys));
      }
    });

    it('copies and deletes all of them', async () => {
      const to = freshPrefix();
      for (const key of oddKeys) await store.copy(prefix + key, to + key);
      expect((await keysUnder(store, to)).length).toBe(keys.length);
      await store.delete(oddKeys.map((key) => to + key));
      expect(await keysUnder(store, to)).toEqual([]);
    });

    it('refuses keys that are none', async () => {
      for (const key of ['', 'x'.repeat(1025), '长'.repeat(342), 'lone \uD800 surrogate']) {
        await expect(store.put(key, 'x')).rejects.toThrow(RangeError);
        await expect(store.get(key)).rejects.toThrow(RangeError);
      }
    });
  });
}
